"""Pages and feeds about the same invented story, for the tests of HTML, WARC, feeds and the web."""

from __future__ import annotations


def make_page(story: str, head: str = "", language: str = "en-GB") -> bytes:
    """An HTML page as newspapers lay it out: menu, article, foot."""
    paragraphs = "".join(f"<p>{sentence}.</p>" for sentence in story.rstrip(".").split(". "))
    return (
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8">'
        "<title>Elder shot in Dargai | Frontier Ledger</title>"
        '<meta property="og:site_name" content="Frontier Ledger">'
        '<meta property="og:title" content="Elder shot in Dargai">'
        f'<meta property="og:type" content="article">{head}</head>'
        '<body><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>'
        f"<article><h1>Elder shot in Dargai</h1>{paragraphs}</article>"
        "<footer>Subscribe to our newsletter. All rights reserved 2019.</footer></body></html>"
    ).encode()


PUBLISHED = '<meta property="article:published_time" content="2023-04-18T23:30:00-05:00">'

RSS = b"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Frontier Ledger</title><link>http://ledger.example/</link><language>en-us</language>
<item><title>Elder shot &amp; killed</title><link>http://ledger.example/1</link><guid>led-1</guid>
<pubDate>Tue, 18 Apr 2023 23:30:00 -0500</pubDate><description>In short.</description>
<content:encoded><![CDATA[<p>Gunmen shot a tribal elder.</p>
<script>track()</script><p>The police seek <b>two</b> men.</p>]]></content:encoded></item>
<item><title>No date here</title><link>http://ledger.example/2</link>
<description>The road stayed shut.</description></item>
</channel></rss>"""

ATOM = b"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<title>Valley Wire</title><id>urn:valley</id><updated>2023-04-20T00:00:00Z</updated>
<entry><title>Border road reopens</title><id>urn:valley:7</id><link href="http://valley.example/7"/>
<updated>2023-04-21T09:00:00Z</updated><published>2023-04-19T08:00:00+05:00</published>
<content type="html">&lt;p&gt;Soldiers let the first lorries through.&lt;/p&gt;</content></entry></feed>"""
