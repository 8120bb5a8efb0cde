// What all products in stock are worth together, in cents, by currency:
//
//     npm start http://localhost:8000/api/v2
//
// `paths` is generated from the OpenAPI document: an address, a parameter or a field that the API
// does not have is an error of the compiler.
import createClient from "openapi-fetch";
import type { components, paths } from "./storefront.js";

type Product = components["schemas"]["Product"];

const PAGE = 100;

async function stockValue(baseUrl: string): Promise<Record<string, number>> {
  const client = createClient<paths>({ baseUrl });
  const totals: Record<string, number> = {};
  let total = 1;
  for (let seen = 0; seen < total; seen += PAGE) {
    const { data, error } = await client.GET("/products", {
      params: { query: { limit: PAGE, offset: seen } },
    });
    if (error) throw new Error(error.detail);
    data.items.forEach((product: Product) => {
      const { amount, currency } = product.price;
      totals[currency] = (totals[currency] ?? 0) + amount * product.stock;
    });
    total = data.total;
  }
  return totals;
}

const address = process.argv[2] ?? "http://localhost:8000/api/v2";
console.log(JSON.stringify(await stockValue(address)));
