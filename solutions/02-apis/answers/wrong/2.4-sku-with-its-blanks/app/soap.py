def get_product(operation: ET.Element, catalogue: Catalogue) -> ET.Element:
    if operation.tag != f"{{{SHOP}}}GetProduct":
        raise SoapFaultError("Client", "There is no such operation.")
    sku = operation.findtext(f"{{{SHOP}}}sku", default="")
    try:
        return product_element(catalogue.find(sku))
    except UnknownProduct as problem:
        raise SoapFaultError("Client", f"There is no product {sku}.") from problem
