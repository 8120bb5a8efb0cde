// The storefront's page. There are no products in the HTML: all of them come from the API.
const root = document.querySelector('meta[name="api"]').content;

async function ask(path, { send, ...options } = {}) {
  if (send !== undefined) {
    options.method = "POST";
    options.headers = { "content-type": "application/json" };
    options.body = JSON.stringify(send);
  }
  const response = await fetch(path, options);
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return response.json();
}

const money = (cents, currency) =>
  new Intl.NumberFormat("en", { style: "currency", currency }).format(cents / 100);

function showCart(cart) {
  const pieces = cart.items.reduce((sum, item) => sum + item.quantity, 0);
  document.querySelector("#cart").textContent =
    `pieces: ${pieces}, total: ${money(cart.total_cents, cart.currency)}`;
}

async function showDetails(sku) {
  const query = `{ product(sku: ${JSON.stringify(sku)}) { name stock priceCents currency } }`;
  const { data } = await ask("/graphql", { send: { query } });
  const { name, stock, priceCents, currency } = data.product;
  document.querySelector("#details").textContent =
    `${name}: ${money(priceCents, currency)}, ${stock} left.`;
}

async function buy(sku) {
  showCart(await ask(`${root}/cart/items`, { send: { sku, quantity: 1 } }));
}

function button(text, action) {
  const element = document.createElement("button");
  element.textContent = text;
  element.addEventListener("click", action);
  return element;
}

function card(product) {
  const item = document.createElement("li");
  item.append(
    button(product.name, () => showDetails(product.sku)),
    button("Add to cart", () => buy(product.sku)),
  );
  return item;
}

const first = new URLSearchParams({ limit: 3 });
const [products, cart] = await Promise.all([
  ask(`${root}/products?${first}`),
  ask(`${root}/cart`),
]);
document.querySelector("#products").append(...products.items.map(card));
showCart(cart);
