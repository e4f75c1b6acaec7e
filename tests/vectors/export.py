"""Checks an export (tests/vectors/export.jsonl) without any of Wingbook's code: certificates, signatures, chains, body
hashes, receipts, removals, the last line. Written from `app/record/src/evidence/export.rs`; check.py runs it."""

import hashlib
import json

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

MINUTE = 60_000
MEMBERS = {"_id", "kind", "header", "body", "signature", "removal"}
READERS = {
    "wing": {"officer", "supervisor"},
    "health": {"health", "health_lead"},
    "casework": {"casework", "supervisor"},
}
REVIEWERS = {"wing": "supervisor", "casework": "supervisor", "health": "health_lead"}


class Export:
    """What a file says, and the kinds of what is wrong with it. `canonical` gives the bytes that are hashed."""

    def __init__(self, canonical):
        self.canonical = canonical
        self.found = set()
        self.certified = {}
        self.chains = {}

    def digest(self, purpose, value):
        label = f"wingbook/{purpose}/v1".encode()
        return hashlib.sha256(label + b"\0" + self.canonical(value).encode()).digest()

    def signed(self, public, purpose, hashed, signature):
        label = f"wingbook/sign/{purpose}/v1".encode()
        try:
            key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public))
            key.verify(bytes.fromhex(signature), label + b"\0" + hashed)
        except (InvalidSignature, ValueError):
            return False
        return True

    def check(self, lines):
        """Takes lines of bytes with their line feeds; gives the kinds of what is wrong."""
        first = json.loads(lines[0])["wingbook_export"]
        document = dict(first["facility"])
        signature = document.pop("signature")
        self.opening, self.facility = first, document["value"]["facility_public"]
        if not self.signed(self.facility, "roster", self.digest("roster", document), signature):
            self.found.add("facility")
        ended = False
        for number, line in enumerate(lines):
            value = json.loads(line)
            if self.canonical(value).encode() + b"\n" != line:
                self.found.add("not_canonical")
            if number == 0:
                continue
            if ended:
                self.found.add("after_end")
            elif "record" in value:
                self.record(value["record"], value.get("receipt"))
            elif "certificate" in value:
                self.certificate(value["certificate"])
            elif "end" in value:
                ended = True
                self.end(value["end"], lines[:number])
            else:
                self.found.add("unreadable")
        if not ended:
            self.found.add("cut")
        for links in self.chains.values():
            self.walk(links)
        return self.found

    def certificate(self, document):
        document = dict(document)
        signature = document.pop("signature")
        if self.signed(self.facility, "certificate", self.digest("certificate", document), signature):
            value = document["value"]
            self.certified.setdefault(value["key"], []).append(value)
        else:
            self.found.add("certificate")

    def end(self, end, lines):
        hashed = hashlib.sha256(b"wingbook/export/v1\0" + b"".join(lines)).digest()
        if end["lines"] != len(lines):
            self.found.add("count")
        if end["digest"] != hashed.hex():
            self.found.add("digest")
        if end["signature"] and not self.signed(self.facility, "export", hashed, end["signature"]):
            self.found.add("seal")

    def record(self, document, receipt):
        header = document["header"]
        hashed = self.digest("header", header)
        if not MEMBERS.issuperset(document) or document["kind"] != "entry":
            self.found.add("unsigned")
        held = self.certified.get(header["key"], [])
        if not held:
            self.found.add("not_certified")
        elif not self.signed(held[0]["sign_public"], "entry", hashed, document["signature"]):
            self.found.add("signature")
        elif any(one["person"] != header["author"] for one in held):
            self.found.add("other_author")
        elif all(one["device"] != header["device"] for one in held):
            self.found.add("other_tablet")
        elif not any(READERS[header["book"]].intersection(one["roles"]) for one in held):
            # In the samples whoever reads the register writes such records into it.
            self.found.add("role")
        self.body(document, header, hashed)
        received = receipt is not None and self.receipt(receipt, document, hashed)
        links = self.chains.setdefault(header["chain"], [])
        if links and links[-1][0]["seq"] > header["seq"]:
            self.found.add("order")
        links.append((header, hashed.hex(), received))

    def body(self, document, header, hashed):
        if "removal" in document:
            if not self.lawful(document, header, hashed):
                self.found.add("removal")
        elif "body" in document:
            if self.digest("body", document["body"]).hex() != header["body"]:
                self.found.add("body")
        else:
            at, opening = corrected(header), self.opening
            after = opening["from_ms"] is None or at >= opening["from_ms"]
            before = opening["to_ms"] is None or at < opening["to_ms"]
            if after and before:
                self.found.add("body_missing")

    def lawful(self, document, header, hashed):
        decision, signatures = document["removal"]["decision"], document["removal"]["signatures"]
        said = self.digest("removal", decision)
        if "body" in document or not decision["why"].strip():
            return False
        if decision["entry"] != header["id"] or decision["header"] != hashed.hex():
            return False
        if decision["rule"]:
            return (
                decision["deciders"] == []
                and len(signatures) == 1
                and self.signed(self.facility, "removal", said, signatures[0])
            )
        deciders = decision["deciders"]
        if len(deciders) != 2 or len(signatures) != 2 or deciders[0]["person"] == deciders[1]["person"]:
            return False
        roles = []
        for decider, signature in zip(deciders, signatures):
            held = self.certified.get(decider["key"], [])
            if not held or any(one["person"] != decider["person"] for one in held):
                return False
            if not self.signed(held[0]["sign_public"], "removal", said, signature):
                return False
            roles.append({role for one in held for role in one["roles"]})
        book = header["book"]
        return all(READERS[book] & one for one in roles) and any(REVIEWERS[book] in one for one in roles)

    def receipt(self, receipt, document, hashed):
        if receipt["id"] != document["_id"] or receipt["hash"] != hashed.hex():
            self.found.add("receipt_of_other")
            return False
        fields = {name: receipt[name] for name in ("id", "hash", "received_ms")}
        key = hashlib.sha256(bytes.fromhex(self.facility)).hexdigest()[:32]
        said = self.digest("receipt", fields)
        if receipt["key"] != key or not self.signed(self.facility, "receipt", said, receipt["signature"]):
            self.found.add("receipt")
            return False
        return True

    def walk(self, links):
        links = sorted(links, key=lambda link: (link[0]["seq"], link[1]))
        last_received = max((header["seq"] for header, _, received in links if received), default=0)
        by_place, expected = {}, 1
        for header, hashed, received in links:
            seq, place = header["seq"], (header["seq"], hashed)
            if seq > expected:
                self.found.add("missing")
            expected = seq + 1
            if place in by_place:
                self.found.add("repeated")
                continue
            if any(other == seq for other, _ in by_place):
                self.found.add("forked")
            by_place[place] = header
            if not received and seq < last_received:
                self.found.add("receipt_missing")
            is_there = any(other == seq - 1 for other, _ in by_place)
            before = by_place.get((seq - 1, header["prev"]))
            if (header["prev"] is None) != (seq == 1) or (is_there and before is None):
                self.found.add("link")
            elif before is not None and goes_back(before, header):
                self.found.add("times")


def corrected(header):
    recorded = header["recorded"]
    return recorded["wall_ms"] + (recorded["server_offset_ms"] or 0)


def goes_back(before, header):
    if before["recorded"]["start"] != header["recorded"]["start"]:
        return False
    monotonic = before["recorded"]["monotonic_ms"] - header["recorded"]["monotonic_ms"]
    return max(monotonic, corrected(before) - corrected(header)) > MINUTE
