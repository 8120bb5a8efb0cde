"""2.4 Answer a SOAP envelope."""

from xml.etree import ElementTree as ET

import pytest

SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
SOAP_12 = "http://www.w3.org/2003/05/soap-envelope"
SHOP = "urn:example:storefront"

MUG = f"""<?xml version="1.0" encoding="utf-8"?>
<soap:Envelope xmlns:soap="{SOAP}" xmlns:shop="{SHOP}">
  <soap:Header><shop:trace>42</shop:trace></soap:Header>
  <soap:Body>
    <!-- the request itself -->
    <shop:GetProduct><shop:sku>MUG-0042</shop:sku></shop:GetProduct>
  </soap:Body>
</soap:Envelope>"""


def post(client, message, status=200):
    """Send a message as a SOAP 1.1 client does; return the Body of the Envelope in the answer."""
    content = message.encode() if isinstance(message, str) else message
    headers = {"content-type": "text/xml; charset=utf-8", "soapaction": f'"{SHOP}#GetProduct"'}
    response = client.post("/soap", content=content, headers=headers)
    assert response.status_code == status
    assert response.headers["content-type"].split(";")[0] == "text/xml", (
        "The answer is no SOAP: an error that nobody catches is answered with JSON."
    )
    root = ET.fromstring(response.content)  # noqa: S314 - our own answer
    assert root.tag == f"{{{SOAP}}}Envelope"
    return root.find(f"{{{SOAP}}}Body")


def fault_code(client, message):
    """Send a message that must fail; return the code of the Fault without its prefix."""
    body = post(client, message, status=500)
    assert [child.tag for child in body] == [f"{{{SOAP}}}Fault"]
    return body.findtext(f"{{{SOAP}}}Fault/faultcode").partition(":")[2]


def test_get_product_answers_an_envelope_with_the_product(client):
    """GetProduct in an Envelope is answered with 200 and an Envelope: GetProductResponse with sku,
    name, priceCents, currency and stock."""
    body = post(client, MUG)
    facts = {child.tag: child.text for child in body.find(f"{{{SHOP}}}GetProductResponse")}
    assert facts == {
        f"{{{SHOP}}}sku": "MUG-0042",
        f"{{{SHOP}}}name": "Blue mug",
        f"{{{SHOP}}}priceCents": "1250",
        f"{{{SHOP}}}currency": "EUR",
        f"{{{SHOP}}}stock": "10",
    }


def test_a_prefix_is_only_a_nickname(client):
    """Names are compared with their namespace, not with their prefix: the same message is
    understood with other prefixes, or with none."""
    message = f"""<Envelope xmlns="{SOAP}"><Body><q:GetProduct xmlns:q="{SHOP}"
    ><q:sku>PEN-0007</q:sku></q:GetProduct></Body></Envelope>"""
    body = post(client, message)
    assert body.findtext(f"{{{SHOP}}}GetProductResponse/{{{SHOP}}}name") == "Fountain pen"


def test_blanks_around_the_sku_do_not_count(client):
    """Blanks and line breaks around the SKU do not count: formatters put them there."""
    body = post(client, MUG.replace("MUG-0042", "\n      PEN-0007 "))
    assert body.findtext(f"{{{SHOP}}}GetProductResponse/{{{SHOP}}}name") == "Fountain pen"


@pytest.mark.parametrize(
    "operation",
    [
        f'<GetProduct xmlns="{SHOP}"><sku>ZZZ-0000</sku></GetProduct>',
        f'<GetProduct xmlns="{SHOP}"/>',
        f'<DropProduct xmlns="{SHOP}"><sku>MUG-0042</sku></DropProduct>',
        '<GetProduct xmlns="urn:example:elsewhere"><sku>MUG-0042</sku></GetProduct>',
    ],
)
def test_what_the_shop_does_not_have_is_a_client_fault(client, operation):
    """An unknown product and an unknown operation are answered with 500 and a Fault whose faultcode
    is soap:Client."""
    message = f'<Envelope xmlns="{SOAP}"><Body>{operation}</Body></Envelope>'
    assert fault_code(client, message) == "Client"


@pytest.mark.parametrize(
    "message",
    [
        '{"sku": "MUG-0042"}',
        "",
        MUG.removesuffix("</soap:Envelope>"),
        f'<Envelope xmlns="{SOAP}"/>',
        f'<Envelope xmlns="{SOAP}"><Body/></Envelope>',
        MUG.replace("utf-8", "klingon"),
        MUG.replace("utf-8", "gbk"),
    ],
)
def test_what_is_no_envelope_is_a_client_fault(client, message):
    """A body that is not XML or in an encoding that the parser cannot read, and an Envelope without
    a Body or with an empty one, are a Fault with the code soap:Client, never a crash."""
    assert fault_code(client, message) == "Client"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_doctype_is_refused(client, encoding):
    """A message with a DOCTYPE is a soap:Client Fault, in any encoding: its entities could grow
    without end, so none is ever replaced."""
    message = f"""<!DOCTYPE lol [<!ENTITY sku "MUG-0042">]>
    <Envelope xmlns="{SOAP}"><Body><GetProduct xmlns="{SHOP}"><sku>&sku;</sku></GetProduct></Body>
    </Envelope>"""
    assert fault_code(client, message.encode(encoding)) == "Client"


def test_another_version_of_soap_is_a_version_mismatch(client):
    """An Envelope of SOAP 1.2 has another namespace; it is answered with the faultcode
    soap:VersionMismatch."""
    assert fault_code(client, MUG.replace(SOAP, SOAP_12)) == "VersionMismatch"
