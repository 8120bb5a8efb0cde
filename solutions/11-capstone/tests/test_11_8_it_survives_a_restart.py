"""11.8 It survives a restart."""

import os

from capstone import ME, REVOKE, Person, account, address


def test_what_was_done_is_there_after_a_restart(running):
    """After a restart of the server accounts, roles and logins are as they were: who was logged in
    still is, who had logged out is not, who was deleted is gone, and a refresh token that was used
    stays used. So all of it lies in PostgreSQL."""
    client = running.client()
    admin = Person(client, os.environ["ADMIN_EMAIL"], os.environ["ADMIN_PASSWORD"]).logs_in()
    ada, grace, gone = (Person(client, address()).signs_up().logs_in() for _ in range(3))
    admin.asks("PUT", f"{grace.at}/role", json={"role": "support"})
    used, ada.tokens = ada.tokens, ada.refreshes().json()
    out = Person(client, ada.email).logs_in()
    ended = client.post(REVOKE, json={"refresh_token": out.tokens["refresh_token"]})
    assert ended.status_code == 204
    assert gone.asks("DELETE", gone.at).status_code == 204
    running.restart()
    assert account(ada.asks("GET", ME).json()) == ada.user, "who was logged in still is"
    assert grace.asks("GET", ME).json()["role"] == "support", "who was given a role still has it"
    assert Person(client, ada.email).logs_in().at_the_door() == 200, "the password is the same"
    assert out.at_the_door() == 401, "who had logged out still is"
    assert gone.at_the_door() == 401, "who was deleted is still gone"
    assert ada.refreshes().status_code == 200, "a refresh token that was not used is still good"
    assert ada.refreshes(used["refresh_token"]).status_code == 401, "a used one stays used"
    assert admin.at_the_door() == 200, "the administrator is still logged in"
