#!/usr/bin/env python3
"""Verifies tests/vectors/entries.json without any of Wingbook's code: canonical bytes, hashes, chain,
signatures, certificate, revision, receipt; and that any one changed byte of a record is noticed. Then the export beside
it, and that of each export that was tampered with the same is found as by Wingbook.

Needs the package "cryptography". Exit code 0 if everything holds, 1 if not.
"""

import copy
import hashlib
import json
import pathlib
import sys

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from export import Export

INTEGER_MAX = 2**53 - 1
SHORT = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}


class Wrong(Exception):
    """Something does not hold."""


def text(value):
    out = []
    for character in value:
        if character in SHORT:
            out.append(SHORT[character])
        elif ord(character) < 0x20:
            out.append(f"\\u{ord(character):04x}")
        else:
            out.append(character)
    return '"' + "".join(out) + '"'


def canonical(value):
    """RFC 8785 in the restricted domain: no floats, integers within 2^53 - 1, ASCII keys."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int):
        if abs(value) > INTEGER_MAX:
            raise Wrong("a number outside the whole numbers that every reader keeps")
        return str(value)
    if isinstance(value, str):
        return text(value)
    if isinstance(value, list):
        return "[" + ",".join(canonical(item) for item in value) + "]"
    if isinstance(value, dict):
        if not all(key.isascii() for key in value):
            raise Wrong("a key that is not ASCII")
        return "{" + ",".join(f"{text(key)}:{canonical(value[key])}" for key in sorted(value)) + "}"
    raise Wrong(f"no canonical form: {value!r}")


def digest(domain, value):
    return hashlib.sha256(domain.encode() + b"\0" + canonical(value).encode()).digest()


def require(condition, what):
    if not condition:
        raise Wrong(what)


def signed(public, domain, hashed, signature):
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public))
        key.verify(bytes.fromhex(signature), domain.encode() + b"\0" + hashed)
    except (InvalidSignature, ValueError) as error:
        raise Wrong("signature") from error


def check_entry(document, domains, key, before):
    header = document["header"]
    require(document["_id"] == "entry:" + header["id"], "id")
    require(header["key"] == key["id"], "key")
    require(header["prev"] == before, "chain")
    if "body" in document:
        require(digest(domains["body"], document["body"]).hex() == header["body"], "body")
    hashed = digest(domains["header"], header)
    signed(key["public"], domains["sign_entry"], hashed, document["signature"])
    return hashed.hex()


def check_others(others, domains, author, facility, first):
    certificate = dict(others["certificate"])
    signature = certificate.pop("signature")
    signed(facility["public"], domains["sign_certificate"], digest(domains["certificate"], certificate), signature)
    require(certificate["value"]["sign_public"] == author["public"], "certified key")
    revision = dict(others["revision"])
    signature = revision.pop("signature")
    hashed = digest(domains["roster"], revision)
    require(hashed.hex() == others["revision_digest"], "revision")
    signed(author["public"], domains["sign_roster"], hashed, signature)
    receipt = others["receipt"]
    require(receipt["hash"] == first["header_digest"], "receipt")
    fields = {name: receipt[name] for name in ("id", "hash", "received_ms")}
    signed(facility["public"], domains["sign_receipt"], digest(domains["receipt"], fields), receipt["signature"])


def leaves(value, path=()):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, path + (key,))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from leaves(inner, path + (index,))
    else:
        yield path


def changed(document, path):
    """The document with one leaf changed as little as possible."""
    other = copy.deepcopy(document)
    parent = other
    for step in path[:-1]:
        parent = parent[step]
    leaf = parent[path[-1]]
    if isinstance(leaf, bool) or leaf is None:
        parent[path[-1]] = not leaf
    elif isinstance(leaf, int):
        parent[path[-1]] = leaf - 1 if leaf > 0 else leaf + 1
    else:
        first = "1" if leaf[:1] == "0" else "0"
        parent[path[-1]] = first + leaf[1:]
    return other


def check_exports(here):
    whole = (here / "export.jsonl").read_bytes().splitlines(keepends=True)
    found = Export(canonical).check(whole)
    require(not found, f"the export: {sorted(found)}")
    samples = json.loads((here / "tampered.json").read_text(encoding="utf-8"))
    for case in samples["cases"]:
        lines = [whole[line - 1] if isinstance(line, int) else line.encode() + b"\n" for line in case["lines"]]
        found = Export(canonical).check(lines)
        require(found == set(case["finds"]), f"{case['what']}: {sorted(found)} instead of {case['finds']}")
    return len(samples["cases"])


def main():
    here = pathlib.Path(__file__).resolve().parent
    vectors = json.loads((here / "entries.json").read_text(encoding="utf-8"))
    domains, author, facility = vectors["domains"], vectors["keys"]["author"], vectors["keys"]["facility"]
    for key in (author, facility):
        public = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(key["seed"])).public_key()
        raw = public.public_bytes(Encoding.Raw, PublicFormat.Raw)
        require(raw.hex() == key["public"], "public key")
        require(hashlib.sha256(raw).hexdigest()[:32] == key["id"], "key id")
    before, changes = None, 0
    for vector in vectors["entries"]:
        document = vector["document"]
        require(canonical(document["header"]).encode().hex() == vector["header_canonical"], "header bytes")
        if vector["body_canonical"] is not None:
            require(canonical(document["body"]).encode().hex() == vector["body_canonical"], "body bytes")
        hashed = check_entry(document, domains, author, before)
        require(hashed == vector["header_digest"], "header digest")
        for path in leaves(document):
            if path == ("kind",):
                continue
            changes += 1
            try:
                check_entry(changed(document, path), domains, author, before)
            except Wrong:
                continue
            raise Wrong(f"{vector['what']}: {path} could be changed unnoticed")
        before = hashed
    check_others(vectors["others"], domains, author, facility, vectors["entries"][0])
    for refused in vectors["refused"]:
        try:
            canonical(json.loads(refused))
        except Wrong:
            continue
        raise Wrong(f"{refused} has canonical bytes")
    print(f"{len(vectors['entries'])} records verified, {changes} changes noticed")
    print(f"an export verified, {check_exports(here)} that were tampered with refused")


if __name__ == "__main__":
    try:
        main()
    except Wrong as wrong:
        print(f"does not hold: {wrong}", file=sys.stderr)
        sys.exit(1)
