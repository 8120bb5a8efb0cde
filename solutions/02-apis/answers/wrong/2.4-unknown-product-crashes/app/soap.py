def get_product(operation: ET.Element, catalogue: Catalogue) -> ET.Element:
    if operation.tag != f"{{{SHOP}}}GetProduct":
        raise SoapFaultError("Client", "There is no such operation.")
    sku = operation.findtext(f"{{{SHOP}}}sku", default="").strip()
    return product_element(catalogue.find(sku))
