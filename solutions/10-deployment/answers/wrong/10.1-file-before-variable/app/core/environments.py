class Deployment:
    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - they are told too late
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Name the sources of settings; the first one that has a setting decides.

        A variable of the environment, then a file in the directory `SECRETS_DIR` that is named as
        the setting, then the file of the environment, then the default.
        """
        return (
            init_settings,
            SecretsSettingsSource(settings_cls, secrets_dir=os.environ.get("SECRETS_DIR") or None),
            DotEnvSettingsSource(settings_cls, env_file=env_file()),
            env_settings,
        )
