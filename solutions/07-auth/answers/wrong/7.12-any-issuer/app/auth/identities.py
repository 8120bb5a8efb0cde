from sqlalchemy import select


class Identities:
    def user_of(self, claims: IdClaims) -> UserRow:
        """Return the user who that person is; a person who comes for the first time becomes one.

        Who they are is said by issuer and subject, which never change (OpenID Connect Core, 5.7).
        An e-mail address is not proof enough to enter an account that is there already: somebody
        else may have signed up with it before. Who has no name is called by their address.

        Raises: LoginRefused for a new person whose e-mail address the provider has not checked;
        Conflict when a user has it who did not come from this provider.
        """
        known = self._session.scalars(
            select(IdentityRow)
            .where(IdentityRow.subject == claims.sub)
            .options(joinedload(IdentityRow.user))
        ).first()
        if known is not None:
            return known.user
        if not claims.email_verified:
            raise LoginRefused("The provider has not verified the e-mail address.")
        user = self._users.add({"email": claims.email, "name": claims.name or claims.email[:80]})
        self._session.add(IdentityRow(issuer=claims.iss, subject=claims.sub, user=user))
        return user
