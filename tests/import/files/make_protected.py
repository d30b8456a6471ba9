#!/usr/bin/python3
"""Makes the protected workbooks of this folder again, each named by its lock.

Needs python3-uno and LibreOffice, which writes the files that it can, and
python3-xlsxwriter, python3-xlwt and python3-cryptography for those that it
cannot. The files are committed; run this only to add one or to change one:

    tests/import/files/make_protected.py [NAME…]

The password is 导盘2023, but for protected-read-only.xlsx, which has the public
one. All people are invented; ID numbers are of region 511499, which is nobody's.
"""
import base64
import datetime
import hashlib
import hmac
import io
import os
import random
import struct
import subprocess
import sys
import tempfile
import time

import uno
import xlsxwriter
import xlwt
from com.sun.star.beans import NamedValue, PropertyValue
from com.sun.star.connection import NoConnectException
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

import make_xls

FOLDER = os.path.dirname(os.path.abspath(__file__))
PASSWORD = "导盘2023"
PEOPLE = [
    ["仁寿县2023年8月城乡低保对象花名册"],
    ["姓名", "身份证号", "乡镇"],
    ["李四", "511499197001010013", "文林镇"],
    ["吉克·阿依", "511499198503150029", "文林镇"],
]

# The same salts and keys whenever this is run.
dice = random.Random(20230831)


def salt(size=16):
    return dice.randbytes(size)


def xlsx():
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    book.set_properties({"created": datetime.datetime(2023, 8, 31)})
    sheet = book.add_worksheet("低保")
    for row, texts in enumerate(PEOPLE):
        sheet.write_row(row, 0, texts)
    book.close()
    return made.getvalue()


def xls():
    """The stream of a .xls workbook."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("低保")
    for row, texts in enumerate(PEOPLE):
        for column, text in enumerate(texts):
            sheet.write(row, column, text)
    return book.get_biff_data()


# ---- by LibreOffice ----


def value(name, content):
    return PropertyValue(Name=name, Value=content)


def desktop(folder):
    """LibreOffice at work, and what to call it by."""
    pipe = "pipe,name=daopan-%d" % os.getpid()
    process = subprocess.Popen(
        ["soffice", "-env:UserInstallation=file://" + folder, "--headless",
         "--norestore", "--accept=" + pipe + ";urp"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    here = uno.getComponentContext()
    resolver = here.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", here)
    for _ in range(120):
        try:
            there = resolver.resolve(
                "uno:" + pipe + ";urp;StarOffice.ComponentContext")
            break
        except NoConnectException:
            time.sleep(0.5)
    manager = there.ServiceManager
    return process, manager.createInstanceWithContext(
        "com.sun.star.frame.Desktop", there)


def by_libreoffice(filter_name, lock):
    with tempfile.TemporaryDirectory() as folder:
        source = os.path.join(folder, "source.xlsx")
        target = os.path.join(folder, "target")
        with open(source, "wb") as file:
            file.write(xlsx())
        process, office = desktop(folder)
        book = office.loadComponentFromURL(
            "file://" + source, "_blank", 0, (value("Hidden", True),))
        book.storeToURL("file://" + target,
                        (value("FilterName", filter_name), lock))
        book.close(True)
        try:
            office.terminate()
        except Exception:  # it is gone before it can answer
            pass
        process.wait()
        with open(target, "rb") as file:
            return file.read()


def standard_by_libreoffice():
    data = (NamedValue("CryptoType", "Standard"),
            NamedValue("OOXPassword", PASSWORD))
    return by_libreoffice("Calc MS Excel 2007 XML", value(
        "EncryptionData", uno.Any("[]com.sun.star.beans.NamedValue", data)))


def rc4():
    return by_libreoffice("MS Excel 97", value("Password", PASSWORD))


# ---- .xlsx by hand ----


def turned(method, spins, start, password):
    digest = hashlib.new(method, start + password.encode("utf-16-le")).digest()
    for i in range(spins):
        digest = hashlib.new(method, struct.pack("<I", i) + digest).digest()
    return digest


def fit(digest, size):
    return (digest + b"\x36" * size)[:size]


def aes(mode, key, plain):
    lock = Cipher(algorithms.AES(key), mode).encryptor()
    return lock.update(make_xls.padded(plain, 16)) + lock.finalize()


def standard(password=PASSWORD, bits=128):
    """As Excel 2007 writes it."""
    start = salt()
    digest = turned("sha1", 50000, start, password)
    digest = hashlib.sha1(digest + bytes(4)).digest()
    key = b"".join(
        hashlib.sha1(bytes(a ^ b for a, b in zip(
            digest + bytes(44), [pad] * 64))).digest()
        for pad in (0x36, 0x5C))[:bits // 8]
    verifier = salt()
    name = "Microsoft Enhanced RSA and AES Cryptographic Provider\0".encode(
        "utf-16-le")
    header = struct.pack("<8I", 0x24, 0, 0x660D + bits // 64 - 1, 0x8004, bits,
                         0x18, 0, 0) + name
    info = struct.pack("<HHII", 4, 2, 0x24, len(header)) + header
    info += struct.pack("<I", 16) + start + aes(modes.ECB(), key, verifier)
    info += struct.pack("<I", 20)
    info += aes(modes.ECB(), key, hashlib.sha1(verifier).digest())
    package = xlsx()
    stream = struct.pack("<Q", len(package)) + aes(modes.ECB(), key, package)
    return make_xls.compound([("EncryptedPackage", stream),
                              ("EncryptionInfo", info)])


def base(data):
    return base64.b64encode(data).decode("ascii")


AGILE = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r
<encryption xmlns="http://schemas.microsoft.com/office/2006/encryption" \
xmlns:p="http://schemas.microsoft.com/office/2006/keyEncryptor/password">\
<keyData {method} saltValue="{data_salt}"/>{integrity}\
<keyEncryptors><keyEncryptor \
uri="http://schemas.microsoft.com/office/2006/keyEncryptor/password">\
<p:encryptedKey spinCount="{spins}" {method} saltValue="{key_salt}" \
encryptedVerifierHashInput="{verifier}" encryptedVerifierHashValue="{digest}" \
encryptedKeyValue="{key}"/></keyEncryptor></keyEncryptors></encryption>"""


def agile_by_hand(method, bits, password=PASSWORD, spins=1000, checked=True):
    """As Excel 2010 and later write it; they take 100,000 turns."""
    size = hashlib.new(method).digest_size
    key, data_salt, key_salt = salt(bits // 8), salt(), salt()
    digest = turned(method, spins, key_salt, password)

    def sealed(purpose, plain):
        made = hashlib.new(method, digest + bytes.fromhex(purpose)).digest()
        return base(aes(modes.CBC(key_salt), fit(made, bits // 8), plain))

    def start(purpose):
        made = hashlib.new(method, data_salt + purpose).digest()
        return modes.CBC(fit(made, 16))

    package = xlsx()
    stream = struct.pack("<Q", len(package))
    for i in range(0, len(package), 4096):
        stream += aes(start(struct.pack("<I", i // 4096)), key,
                      package[i:i + 4096])
    hmac_key = salt(size)
    integrity = '<dataIntegrity encryptedHmacKey="%s" encryptedHmacValue="%s"/>'
    integrity %= (
        base(aes(start(bytes.fromhex("5fb2ad010cb9e1f6")), key, hmac_key)),
        base(aes(start(bytes.fromhex("a0677f02b22c8433")), key,
                 hmac.new(hmac_key, stream, method).digest())))
    verifier = salt()
    info = AGILE.format(
        method='saltSize="16" blockSize="16" keyBits="%d" hashSize="%d" '
        'cipherAlgorithm="AES" cipherChaining="ChainingModeCBC" '
        'hashAlgorithm="%s"' % (bits, size, method.upper()),
        data_salt=base(data_salt), key_salt=base(key_salt), spins=spins,
        integrity=integrity if checked else "",
        verifier=sealed("fea7d2763b4b9e79", verifier),
        digest=sealed("d7aa0f6d3061344e",
                      hashlib.new(method, verifier).digest()),
        key=sealed("146e0be7abacd0d6", key))
    return make_xls.compound([
        ("EncryptedPackage", stream),
        ("EncryptionInfo", struct.pack("<HHI", 4, 4, 0x40) + info.encode())])


def changed():
    """One bit of the package was changed after it was locked."""
    made = bytearray(agile_by_hand("sha512", 256))
    made[2048] ^= 1
    return bytes(made)


# ---- .xls by hand ----

READABLE = {0x0809, 0x002F, 0x00E1}


def locked(file_pass, cipher, plain=None, name="Workbook"):
    """The stream with a FILEPASS record; `cipher` locks the data of records,
    given where in the stream it stands and how long its record's data are."""
    plain = plain or xls()
    out, at, moved = b"", 0, 4 + len(file_pass)
    while at + 4 <= len(plain):
        number, size = struct.unpack_from("<HH", plain, at)
        data = plain[at + 4:at + 4 + size]
        at += 4 + size
        here = len(out) + 4
        skip = size if number in READABLE else 0
        if number == 0x0085:
            place = struct.unpack_from("<I", data)[0] + moved
            data, skip = struct.pack("<I", place) + data[4:], 4
        data = data[:skip] + cipher(here + skip, data[skip:], size)
        out += struct.pack("<HH", number, size) + data
        if len(out) == at:  # behind the first record
            out += struct.pack("<HH", 0x002F, len(file_pass)) + file_pass
    return make_xls.compound([(name, make_xls.padded(out, 4096))])


def rc4_stream(key, count):
    return Cipher(algorithms.ARC4(key), None).encryptor().update(bytes(count))


def crypto_api(bits=128, password=PASSWORD):
    """RC4 of the CryptoAPI, as Excel 2002 to 2019 write it."""
    start, verifier = salt(), salt()
    first = hashlib.sha1(start + password.encode("utf-16-le")).digest()

    def block_key(block):
        made = hashlib.sha1(first + struct.pack("<I", block)).digest()
        made = made[:bits // 8]
        return made + bytes(11) if bits == 40 else made

    def cipher(at, data, _):
        return bytes(
            byte ^ rc4_stream(block_key((at + i) // 1024), 1024)
            [(at + i) % 1024] for i, byte in enumerate(data))

    stream = rc4_stream(block_key(0), 36)
    sealed = bytes(a ^ b for a, b in zip(
        verifier + hashlib.sha1(verifier).digest(), stream))
    name = "Microsoft Enhanced Cryptographic Provider v1.0\0".encode(
        "utf-16-le")
    header = struct.pack("<8I", 4, 0, 0x6801, 0x8004, bits, 1, 0, 0) + name
    file_pass = struct.pack("<HHHII", 1, 4, 2, 4, len(header)) + header
    file_pass += struct.pack("<I", 16) + start + sealed[:16]
    return locked(file_pass + struct.pack("<I", 20) + sealed[16:], cipher)


def rotated(byte, left):
    return (byte << left | byte >> (8 - left)) & 0xFF


def obfuscated(is_old=False, password="daopan2023"):
    """The pattern of Excel 95, in its own files and in later ones. The key is the cyclic redundancy check CCITT."""
    letters = password.encode("ascii")
    key, verifier = 0xFFFF, 0
    for byte in letters:
        key ^= byte << 8
        for _ in range(8):
            key = (key << 1 ^ (0x1021 if key & 0x8000 else 0)) & 0xFFFF
    for byte in reversed(bytes([len(letters)]) + letters):
        verifier = (verifier >> 14 & 1 | verifier << 1 & 0x7FFF) ^ byte
    verifier ^= 0xCE4B
    filled = letters + bytes.fromhex("BBFFFFBAFFFFB98000BE0F00BF0F00")
    pattern = [rotated(byte ^ (key >> 8 if i % 2 else key & 0xFF), 7)
               for i, byte in enumerate(filled[:16])]

    def cipher(at, data, size):
        return bytes(rotated(byte, 5) ^ pattern[(at + i + size) % 16]
                     for i, byte in enumerate(data))

    if is_old:
        return locked(struct.pack("<HH", key, verifier), cipher,
                      make_xls.old_workbook("低保", PEOPLE, charset="gb18030"),
                      "Book")
    return locked(struct.pack("<HHH", 0, key, verifier), cipher)


FIXTURES = {
    "protected-agile.xlsx": lambda: agile_by_hand("sha512", 256, spins=100000),
    "protected-agile-sha1-aes128.xlsx": lambda: agile_by_hand("sha1", 128),
    "protected-agile-sha384-aes192.xlsx": lambda: agile_by_hand("sha384", 192),
    "protected-agile-unchecked.xlsx":
        lambda: agile_by_hand("sha256", 256, checked=False),
    "protected-and-changed.xlsx": changed,
    "protected-read-only.xlsx":
        lambda: agile_by_hand("sha512", 256, "VelvetSweatshop"),
    "protected-standard.xlsx": standard_by_libreoffice,
    "protected-standard-aes256.xlsx": lambda: standard(bits=256),
    "protected-rc4.xls": rc4,
    "protected-crypto-api.xls": crypto_api,
    "protected-crypto-api-40.xls": lambda: crypto_api(40),
    "protected-crypto-api-read-only.xls":
        lambda: crypto_api(password="VelvetSweatshop"),
    "protected-xor.xls": obfuscated,
    "protected-xor-biff5.xls": lambda: obfuscated(True),
}


def main():
    for name in sys.argv[1:] or FIXTURES:
        with open(os.path.join(FOLDER, name), "wb") as file:
            file.write(FIXTURES[name]())


main()
