"""The program under test: run on a free port of this machine with a data folder of its own, asked over one connection."""

import http.client
import json
import socket
import subprocess
import time
import uuid
from decimal import Decimal
from urllib.parse import urlencode

PATIENCE_SECONDS = 60


class Program:
    """Use as `with Program(path, folder) as program`; it ends with the block."""

    def __init__(self, path, folder):
        self.port = free_port()
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_SECONDS)
        self.log = open(f"{folder}/program.log", "wb")
        command = [path, "serve", "--listen", f"127.0.0.1:{self.port}", "--data-dir", f"{folder}/data"]
        self.process = subprocess.Popen(command, stdout=self.log, stderr=self.log)

    def __enter__(self):
        patient_until = time.monotonic() + PATIENCE_SECONDS
        while not self.is_ready():
            if self.process.poll() is not None or time.monotonic() > patient_until:
                raise SystemExit("the program did not start")
            time.sleep(0.05)
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(PATIENCE_SECONDS)
        self.log.close()

    def is_ready(self):
        try:
            return self.fetch("GET", "/readyz")[0] == 200
        except OSError:
            self.connection.close()
            return False

    def fetch(self, verb, address, body=None, headers=None):
        self.connection.request(verb, address, body, headers or {})
        answer = self.connection.getresponse()
        return answer.status, answer.read()

    def wanted(self, verb, address, *rest):
        status, body = self.fetch(verb, address, *rest)
        if status not in (200, 201):
            raise SystemExit(f"{verb} {address} answers {status}: {body.decode(errors='replace')[:2000]}")
        return body

    def ask(self, address):
        """The JSON at an address, its numbers as they are written."""
        return json.loads(self.wanted("GET", address), parse_float=Decimal)

    def datasets(self):
        return self.ask("/api/v1/datasets")["datasets"]

    def report(self, dataset_id):
        return self.ask(f"/api/v1/datasets/{dataset_id}/report")

    def originals(self, dataset):
        """The files a dataset was made from, name → bytes."""
        at = f"/api/v1/datasets/{dataset['id']}/originals"
        return {file["name"]: self.wanted("GET", f"{at}/{n}") for n, file in enumerate(dataset["originals"])}

    def write_originals(self, dataset_id, folder):
        """The files of a dataset in a folder that stays."""
        folder.mkdir(parents=True, exist_ok=True)
        (dataset,) = (each for each in self.datasets() if each["id"] == dataset_id)
        for name, content in self.originals(dataset).items():
            (folder / name).write_bytes(content)

    def load(self, name, files):
        """A new dataset of these files, unusable rows left out: `{dataset, report}`."""
        mark = uuid.uuid4().hex
        parts = [part(mark, file_name, content) for file_name, content in files.items()]
        body = b"".join(parts) + f"--{mark}--\r\n".encode()
        address = "/api/v1/datasets?" + urlencode({"policy": "accept_valid", "accept_proposals": "true", "name": name})
        kind = {"Content-Type": f"multipart/form-data; boundary={mark}"}
        return json.loads(self.wanted("POST", address, body, kind), parse_float=Decimal)


def part(mark, name, content):
    head = f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    return head.encode() + content + b"\r\n"


def free_port():
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return listening.getsockname()[1]
