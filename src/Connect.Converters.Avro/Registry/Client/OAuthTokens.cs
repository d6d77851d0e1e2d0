using System.Globalization;
using Confluent.SchemaRegistry;
using Connect.Converters.Avro.Registry.Security;

namespace Connect.Converters.Avro.Registry.Client;

/// <summary>Confluent's client credentials grant, with the request in the form that Java sends (RFC 6749, section 2.3.1: id and secret in the
/// header), and with exceptions that name the endpoint.</summary>
internal sealed class OAuthTokens(OAuthConfig config, HttpClient http, string? logicalCluster, string? identityPool)
    : BearerAuthenticationHeaderValueProvider(
        http, config.ClientId, config.ClientSecret, config.Scope, config.Endpoint.ToString(), logicalCluster, identityPool, maxRetries: 0,
        retriesWaitMs: 0, retriesMaxWaitMs: 0)
{
    /// <summary>Whether a token must be fetched. The base class sets the expiry time before the token itself, so a caller in between must
    /// wait.</summary>
    public override bool NeedsInitOrRefresh()
    {
        if (base.NeedsInitOrRefresh())
            return true;
        try
        {
            GetAuthenticationHeader();
            return false;
        }
        catch (InvalidOperationException)
        {
            return true;
        }
    }

    protected override HttpRequestMessage CreateTokenRequest()
    {
        var form = new List<KeyValuePair<string, string>> { new("grant_type", "client_credentials") };
        if (config.Scope is not null)
            form.Add(new("scope", config.Scope));

        var request = new HttpRequestMessage(HttpMethod.Post, config.Endpoint) { Content = new FormUrlEncodedContent(form) };
        request.Headers.Authorization = CredentialsConfig.BasicHeader($"{config.ClientId}:{config.ClientSecret}");
        request.Headers.Accept.ParseAdd("application/json");
        return request;
    }

    protected override async Task<string> FetchToken(HttpRequestMessage request)
    {
        try
        {
            return await base.FetchToken(request).ConfigureAwait(false) is { Length: > 0 } token
                ? token
                : throw new ConnectException(
                    $"The OAuth token endpoint {config} answered without an access_token; see bearer.auth.issuer.endpoint.url.");
        }
        catch (HttpRequestException exception) when (exception.StatusCode is { } status && !RegistryErrors.IsRetriable(status))
        {
            throw new ConnectException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The OAuth token endpoint {config} answered {(int)status} for client {config.ClientId}; see the bearer.auth.* settings."),
                        exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            throw new RetriableConnectException($"The OAuth token endpoint {config} cannot be reached: {exception.Message}", exception);
        }
        catch (Newtonsoft.Json.JsonException exception)
        {
            throw new ConnectException(
                $"The OAuth token endpoint {config} answered without an access_token; see bearer.auth.issuer.endpoint.url.", exception);
        }
    }
}
