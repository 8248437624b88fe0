"""Serve a model file with llama.cpp's own server, until told to stop: llama_server.py FILE.

Prints its address on a line of its own. It ends when its standard input is closed.
"""

import sys

import xllamacpp

CONTEXT = 4096


def main(path):
    wanted = xllamacpp.CommonParams()
    wanted.model.path = path
    wanted.n_ctx = CONTEXT
    wanted.n_parallel = 1
    wanted.cpuparams.n_threads = 2
    wanted.port = 0
    server = xllamacpp.Server(wanted)
    print(f"serving {server.listening_address}", flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main(sys.argv[1])
