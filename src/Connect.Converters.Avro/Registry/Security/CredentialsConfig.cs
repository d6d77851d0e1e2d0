using System.Net.Http.Headers;
using System.Text;
using Connect.JavaCompatibility;

namespace Connect.Converters.Avro.Registry.Security;

/// <summary>The authentication settings. The keys <c>basic.auth.*</c> and <c>bearer.auth.*</c> may not be used together.</summary>
internal sealed class CredentialsConfig
{
    private const string BasicSource = "basic.auth.credentials.source";
    private const string BearerSource = "bearer.auth.credentials.source";

    private CredentialsConfig(CredentialsSource source) => Source = source;

    public CredentialsSource Source { get; }

    /// <summary>The user of <see cref="CredentialsSource.UserInfo"/>.</summary>
    public string User { get; private init; } = "";

    /// <summary>The user's password.</summary>
    public string Password { get; private init; } = "";

    /// <summary>The token of <see cref="CredentialsSource.Token"/>.</summary>
    public string Token { get; private init; } = "";

    /// <summary>The settings for <see cref="CredentialsSource.OAuth"/>.</summary>
    public OAuthConfig? OAuth { get; private init; }

    /// <summary>The logical cluster that is sent to Confluent Cloud with a bearer token; null for none.</summary>
    public string? LogicalCluster { get; private init; }

    /// <inheritdoc cref="LogicalCluster"/>
    public string? IdentityPool { get; private init; }

    /// <summary>A hint for the error message after a 401: credentials that are configured but not enabled.</summary>
    public string? Hint { get; private init; }

    public static CredentialsConfig Parse(ClientKeys keys)
    {
        var basic = keys.Text(BasicSource);
        var bearer = keys.Text(BearerSource);
        if (basic is not null && bearer is not null)
            throw new ConfigException($"Only one of {BasicSource} and {BearerSource} may be set.");

        if (basic is not null)
            return Basic(keys, basic.ToUpperInvariant());

        return bearer is not null
            ? Bearer(keys, bearer.ToUpperInvariant())
            : new CredentialsConfig(CredentialsSource.None) { Hint = HintOf(keys) };
    }

    /// <summary>The basic authentication header for <c>user:password</c>.</summary>
    public static AuthenticationHeaderValue BasicHeader(string userInfo) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(userInfo)));

    private static CredentialsConfig Basic(ClientKeys keys, string source) => source switch
    {
        "URL" => new CredentialsConfig(CredentialsSource.Url),
        "USER_INFO" => UserInfo(keys.Required("basic.auth.user.info")),
        "SASL_INHERIT" => SaslUser(keys),
        _ => throw new ConfigException(BasicSource, source, "must be USER_INFO, URL or SASL_INHERIT"),
    };

    private static CredentialsConfig Bearer(ClientKeys keys, string source)
    {
        var jaas = source == "SASL_OAUTHBEARER_INHERIT" ? Jaas(keys) : null;
        var kind = source switch
        {
            "STATIC_TOKEN" => CredentialsSource.Token,
            "OAUTHBEARER" or "SASL_OAUTHBEARER_INHERIT" => CredentialsSource.OAuth,
            _ => throw new ConfigException(
                BearerSource, source,
                "must be STATIC_TOKEN, OAUTHBEARER or SASL_OAUTHBEARER_INHERIT (CUSTOM and UAMI name Java classes and Azure's own service)"),
        };
        return new CredentialsConfig(kind)
        {
            Token = kind == CredentialsSource.Token ? keys.Required("bearer.auth.token") : "",
            OAuth = kind == CredentialsSource.OAuth ? OAuthConfig.Parse(keys, jaas) : null,
            LogicalCluster = keys.Text("bearer.auth.logical.cluster") ?? jaas?.GetValueOrDefault("extension_logicalCluster"),
            IdentityPool = keys.Text("bearer.auth.identity.pool.id") ?? jaas?.GetValueOrDefault("extension_identityPoolId"),
        };
    }

    private static CredentialsConfig UserInfo(string userInfo)
    {
        var colon = userInfo.IndexOf(':', StringComparison.Ordinal);
        return colon >= 0
            ? new CredentialsConfig(CredentialsSource.UserInfo) { User = userInfo[..colon], Password = userInfo[(colon + 1)..] }
            : throw new ConfigException("basic.auth.user.info must have the form user:password.");
    }

    private static CredentialsConfig SaslUser(ClientKeys keys)
    {
        var jaas = Jaas(keys);
        return jaas.TryGetValue("username", out var user) && jaas.TryGetValue("password", out var password)
            ? new CredentialsConfig(CredentialsSource.UserInfo) { User = user, Password = password }
            : throw new ConfigException($"{BasicSource}=SASL_INHERIT needs username and password in sasl.jaas.config.");
    }

    private static IReadOnlyDictionary<string, string> Jaas(ClientKeys keys)
    {
        try
        {
            return JaasEntry.Parse(keys.Required("sasl.jaas.config")).Options;
        }
        catch (FormatException e)
        {
            throw new ConfigException("sasl.jaas.config", "[hidden]", e.Message);
        }
    }

    private static string? HintOf(ClientKeys keys)
    {
        if (keys.Text("basic.auth.user.info") is not null)
            return $"basic.auth.user.info is set, but takes effect only with {BasicSource}=USER_INFO.";

        return keys.Text("bearer.auth.token") is not null
            ? $"bearer.auth.token is set, but takes effect only with {BearerSource}=STATIC_TOKEN." : null;
    }
}
