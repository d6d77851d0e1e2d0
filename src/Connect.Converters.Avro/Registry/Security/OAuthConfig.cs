namespace Connect.Converters.Avro.Registry.Security;

/// <summary>The settings of the OAuth client credentials grant.</summary>
/// <param name="Endpoint">The token endpoint.</param>
/// <param name="ClientId">The client's id.</param>
/// <param name="ClientSecret">The client's secret.</param>
/// <param name="Scope">The requested scope; null for the server's default.</param>
/// <param name="ExpiryBuffer">How long before its expiry a token is renewed.</param>
internal sealed record OAuthConfig(Uri Endpoint, string ClientId, string ClientSecret, string? Scope, TimeSpan ExpiryBuffer)
{
    private const string EndpointKey = "bearer.auth.issuer.endpoint.url";

    public static OAuthConfig Parse(ClientKeys keys, IReadOnlyDictionary<string, string>? jaas)
    {
        var endpoint = keys.Text(EndpointKey) ?? (jaas is null ? null : keys.Text("sasl.oauthbearer.token.endpoint.url"))
            ?? keys.Required(EndpointKey);
        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps))
            throw new ConfigException($"{EndpointKey} must be an http or https URL.");

        return new OAuthConfig(
            url,
            keys.Text("bearer.auth.client.id") ?? jaas?.GetValueOrDefault("clientId") ?? keys.Required("bearer.auth.client.id"),
            keys.Text("bearer.auth.client.secret") ?? jaas?.GetValueOrDefault("clientSecret") ?? keys.Required("bearer.auth.client.secret"),
            keys.Text("bearer.auth.scope") ?? jaas?.GetValueOrDefault("scope"),
            TimeSpan.FromSeconds(keys.Number("bearer.auth.cache.expiry.buffer.seconds", 300, 0)));
    }

    /// <summary>The endpoint without user info and query. The record's generated ToString would show the secret.</summary>
    public override string ToString() => Endpoint.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);
}
