"""One operation, GetProduct, over SOAP 1.1.

Source: https://www.w3.org/TR/2000/NOTE-SOAP-20000508/
"""

from http import HTTPStatus
from typing import NoReturn
from xml.etree import ElementTree as ET

from app.domain.catalogue import Catalogue
from app.domain.errors import UnknownProduct
from app.domain.products import Product
from app.http.messages import Headers, Response

ENVELOPE = "http://schemas.xmlsoap.org/soap/envelope/"
SHOP = "urn:example:storefront"
CONTENT_TYPE = "text/xml; charset=utf-8"

ET.register_namespace("soap", ENVELOPE)
ET.register_namespace("shop", SHOP)


class SoapFaultError(Exception):
    """A request that ends in a Fault; `code` is Client, Server or VersionMismatch."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code
        self.text = text


class StrictBuilder(ET.TreeBuilder):
    """Builds the tree of a SOAP message, in which a DOCTYPE is forbidden (SOAP 1.1, section 3).

    It can define entities: names that the parser replaces by text. A few lines of them can grow
    to gigabytes, so they are refused before the first one is read.
    """

    def doctype(self, name: str, _pubid: str | None, _system: str | None) -> NoReturn:
        """Refuse. The parser calls this at `<!DOCTYPE`, in whatever encoding it came."""
        raise SoapFaultError("Client", f"A SOAP message must not have a DOCTYPE ({name}).")


def read_operation(message: bytes) -> ET.Element:
    """Return the operation that a SOAP message asks for: the first child of its Body.

    Raises: SoapFaultError "Client" for a DOCTYPE, for text that is not XML, for an encoding that
    the parser cannot read, for a missing Body or an empty one; "VersionMismatch" when the root is
    an Envelope of another SOAP version.
    """
    raise NotImplementedError("exercise 2.4")


def get_product(operation: ET.Element, catalogue: Catalogue) -> ET.Element:
    """Return the GetProductResponse for a GetProduct element.

    Raises: SoapFaultError "Client" for another operation and for a product that is not there.
    """
    raise NotImplementedError("exercise 2.4")


def answer(message: bytes, catalogue: Catalogue) -> Response:
    """Answer a SOAP message: 200 with an Envelope, or 500 with a Fault in one.

    500 even where the client is to blame: SOAP 1.1, section 6.2, leaves no other status.
    """
    raise NotImplementedError("exercise 2.4")


def product_element(product: Product) -> ET.Element:
    """Write a product as a GetProductResponse."""
    element = ET.Element(f"{{{SHOP}}}GetProductResponse")
    facts = {
        "sku": product.sku,
        "name": product.name,
        "priceCents": str(product.price.cents),
        "currency": product.price.currency,
        "stock": str(product.stock),
    }
    for name, text in facts.items():
        ET.SubElement(element, f"{{{SHOP}}}{name}").text = text
    return element


def fault_element(fault: SoapFaultError) -> ET.Element:
    """Write a Fault; its children have no namespace, its code has the envelope's."""
    element = ET.Element(f"{{{ENVELOPE}}}Fault")
    ET.SubElement(element, "faultcode").text = f"soap:{fault.code}"
    ET.SubElement(element, "faultstring").text = fault.text
    return element


def envelope(status: int, content: ET.Element) -> Response:
    """Wrap `content` in an Envelope and its Body."""
    root = ET.Element(f"{{{ENVELOPE}}}Envelope")
    ET.SubElement(root, f"{{{ENVELOPE}}}Body").append(content)
    body = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return Response(status, Headers([("Content-Type", CONTENT_TYPE)]), body)
