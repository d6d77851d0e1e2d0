using Connect.Configuration;

namespace Connect.Runtime.Configuration;

/// <summary>The SASL settings of a client, in the order of <c>org.apache.kafka.common.config.SaslConfigs</c>.</summary>
internal static class SaslDefinition
{
    public static ConfigDef DefineSasl(this ConfigDef definition) => DefineTokens(DefineAssertion(DefineLogin(definition)));

    private static ConfigDef DefineLogin(ConfigDef definition) =>
        definition
            .Define("sasl.kerberos.service.name", ConfigType.String, null, ConfigImportance.Medium, "The Kerberos principal name of the brokers.")
            .Define("sasl.kerberos.kinit.cmd", ConfigType.String, "/usr/bin/kinit", ConfigImportance.Low, "The kinit command.")
            .Define(
                "sasl.kerberos.ticket.renew.window.factor", ConfigType.Double, 0.8, ConfigImportance.Low,
                "The fraction of a ticket's lifetime after which it is renewed.")
            .Define("sasl.kerberos.ticket.renew.jitter", ConfigType.Double, 0.05, ConfigImportance.Low,
                "The random fraction added to the renewal time.")
            .Define(
                "sasl.kerberos.min.time.before.relogin", ConfigType.Long, 60000L, ConfigImportance.Low,
                "The minimum time (ms) between two renewals.")
            .Define(
                "sasl.login.refresh.window.factor", ConfigType.Double, 0.8, ConfigImportance.Low,
                "The fraction of a credential's lifetime after which it is refreshed.",
                ConfigValidators.Between(0.5, 1.0))
            .Define(
                "sasl.login.refresh.window.jitter", ConfigType.Double, 0.05, ConfigImportance.Low,
                "The random fraction added to the refresh time.",
                ConfigValidators.Between(0.0, 0.25))
            .Define(
                "sasl.login.refresh.min.period.seconds", ConfigType.Short, (short)60, ConfigImportance.Low,
                "The minimum time (s) between two refreshes.",
                ConfigValidators.Between(0, 900))
            .Define(
                "sasl.login.refresh.buffer.seconds", ConfigType.Short, (short)300, ConfigImportance.Low,
                "The minimum time (s) between a refresh and the credential's expiry.",
                ConfigValidators.Between(0, 3600))
            .Define("sasl.mechanism", ConfigType.String, "GSSAPI", ConfigImportance.Medium, "The SASL mechanism.")
            .Define("sasl.jaas.config", ConfigType.Password, null, ConfigImportance.Medium, "The login, in the format of a JAAS configuration file.")
            .Define(
                "sasl.client.callback.handler.class", ConfigType.Class, null, ConfigImportance.Medium,
                "The class of the SASL client callback handler.")
            .Define(
                "sasl.login.callback.handler.class", ConfigType.Class, null, ConfigImportance.Medium,
                "The class of the login callback handler.")
            .Define("sasl.login.class", ConfigType.Class, null, ConfigImportance.Medium, "The class of the login.")
            .Define(
                "sasl.login.connect.timeout.ms", ConfigType.Int, null, ConfigImportance.Low,
                "The connection timeout (ms) of the authentication provider.")
            .Define(
                "sasl.login.read.timeout.ms", ConfigType.Int, null, ConfigImportance.Low,
                "The read timeout (ms) of the authentication provider.")
            .Define(
                "sasl.login.retry.backoff.max.ms", ConfigType.Long, 10000L, ConfigImportance.Low,
                "The maximum delay (ms) between two login attempts.")
            .Define(
                "sasl.login.retry.backoff.ms", ConfigType.Long, 100L, ConfigImportance.Low,
                "The initial delay (ms) between two login attempts.");

    private static ConfigDef DefineAssertion(ConfigDef definition) =>
        definition
            .Define(
                "sasl.oauthbearer.jwt.retriever.class", ConfigType.Class,
                "org.apache.kafka.common.security.oauthbearer.DefaultJwtRetriever", ConfigImportance.Medium,
                "The class that fetches OAuth tokens.")
            .Define(
                "sasl.oauthbearer.jwt.validator.class", ConfigType.Class,
                "org.apache.kafka.common.security.oauthbearer.DefaultJwtValidator", ConfigImportance.Medium,
                "The class that validates OAuth tokens.")
            .Define("sasl.oauthbearer.scope", ConfigType.String, null, ConfigImportance.Medium, "The scope to request.")
            .Define(
                "sasl.oauthbearer.client.credentials.client.id", ConfigType.String, null, ConfigImportance.Medium,
                "The client id for the client-credentials grant.")
            .Define(
                "sasl.oauthbearer.client.credentials.client.secret", ConfigType.Password, null, ConfigImportance.Medium,
                "The client secret for the client-credentials grant.")
            .Define(
                "sasl.oauthbearer.assertion.algorithm", ConfigType.String, "RS256", ConfigImportance.Medium,
                "The algorithm that signs the assertion.",
                ConfigValidators.CaseInsensitiveValidString("ES256", "RS256"))
            .Define("sasl.oauthbearer.assertion.claim.aud", ConfigType.String, null, ConfigImportance.Medium, "The assertion's audience.")
            .Define(
                "sasl.oauthbearer.assertion.claim.exp.seconds", ConfigType.Int, 300, ConfigImportance.Low,
                "How long (s) the assertion is valid.",
                ConfigValidators.Between(0, 86400))
            .Define("sasl.oauthbearer.assertion.claim.iss", ConfigType.String, null, ConfigImportance.Medium, "The assertion's issuer.")
            .Define(
                "sasl.oauthbearer.assertion.claim.jti.include", ConfigType.Boolean, false, ConfigImportance.Medium,
                "Whether the assertion has its own id (jti).")
            .Define(
                "sasl.oauthbearer.assertion.claim.nbf.seconds", ConfigType.Int, 60, ConfigImportance.Low,
                "How long (s) before the current time the assertion becomes valid.",
                ConfigValidators.Between(0, 3600))
            .Define("sasl.oauthbearer.assertion.claim.sub", ConfigType.String, null, ConfigImportance.Medium, "The assertion's subject.")
            .Define("sasl.oauthbearer.assertion.file", ConfigType.String, null, ConfigImportance.Medium, "The file with a ready-made assertion.")
            .Define(
                "sasl.oauthbearer.assertion.private.key.file", ConfigType.String, null, ConfigImportance.Medium,
                "The file with the key that signs the assertion.")
            .Define(
                "sasl.oauthbearer.assertion.private.key.passphrase", ConfigType.Password, null, ConfigImportance.Medium,
                "The passphrase of that key.")
            .Define(
                "sasl.oauthbearer.assertion.template.file", ConfigType.String, null, ConfigImportance.Medium,
                "The file with additional claims of the assertion.");

    private static ConfigDef DefineTokens(ConfigDef definition) =>
        definition
            .Define("sasl.oauthbearer.scope.claim.name", ConfigType.String, "scope", ConfigImportance.Low, "The claim with the scope.")
            .Define("sasl.oauthbearer.sub.claim.name", ConfigType.String, "sub", ConfigImportance.Low, "The claim with the subject.")
            .Define("sasl.oauthbearer.token.endpoint.url", ConfigType.String, null, ConfigImportance.Medium, "The URL of the token endpoint.")
            .Define("sasl.oauthbearer.jwks.endpoint.url", ConfigType.String, null, ConfigImportance.Medium,
                "The URL of the provider's key set (JWKS).")
            .Define(
                "sasl.oauthbearer.jwks.endpoint.refresh.ms", ConfigType.Long, 3600000L, ConfigImportance.Low,
                "How often (ms) the provider's keys are fetched again.")
            .Define(
                "sasl.oauthbearer.jwks.endpoint.retry.backoff.max.ms", ConfigType.Long, 10000L, ConfigImportance.Low,
                "The maximum delay (ms) between two attempts to fetch them.")
            .Define(
                "sasl.oauthbearer.jwks.endpoint.retry.backoff.ms", ConfigType.Long, 100L, ConfigImportance.Low,
                "The initial delay (ms) between two attempts to fetch them.")
            .Define("sasl.oauthbearer.clock.skew.seconds", ConfigType.Int, 30, ConfigImportance.Low, "The accepted clock difference (s).")
            .Define(
                "sasl.oauthbearer.expected.audience", ConfigType.List, "", ConfigImportance.High,
                "The accepted audiences of a token.",
                ConfigValidators.AnyNonDuplicateValues(emptyAllowed: true, nullAllowed: false))
            .Define("sasl.oauthbearer.expected.issuer", ConfigType.String, null, ConfigImportance.High, "The accepted issuer of a token.")
            .Define(
                "sasl.oauthbearer.header.urlencode", ConfigType.Boolean, false, ConfigImportance.Low,
                "Whether id and secret are URL-encoded in the authorization header.");
}
