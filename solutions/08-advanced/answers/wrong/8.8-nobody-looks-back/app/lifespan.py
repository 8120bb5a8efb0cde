@asynccontextmanager
async def open_shop(settings: Settings, traces: Traces) -> AsyncIterator[State]:
    """Open the pool and the clients, do what an earlier process did not get to, and open the shop.

    The stack closes at the end what was opened, the last first, also when a later step failed. The
    event loop serves nobody yet, but it has to stay free for signals: what blocks runs in a thread.
    """
    async with AsyncExitStack() as stack:
        engine = make_engine(settings)
        stack.callback(engine.dispose)
        sessions = make_sessions(engine)
        passwords = make_passwords(settings)
        if settings.sample_data:
            await run_in_threadpool(add_sample_products, sessions)
            await run_in_threadpool(add_sample_admin, sessions, passwords)
        yield State(
            settings=settings,
            engine=engine,
            sessions=sessions,
            rates=stack.enter_context(open_rates(settings)),
            passwords=passwords,
            access_tokens=make_access_tokens(settings),
            mailer=Mailer(settings.smtp_host, settings.smtp_port, settings.mail_from),
            oidc=stack.enter_context(oidc_client(settings)),
            user_limiter=SlidingWindow(settings.rate_per_user) if settings.rate_per_user else None,
            news=NewsBoard(),
            traces=traces,
        )
