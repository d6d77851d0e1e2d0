using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Connect.Converters.Avro.Registry.Http;
using Connect.Converters.Avro.Registry.Http.Messages;

namespace Connect.Converters.Avro.Registry.Security;

/// <summary>Bearer tokens by the client credentials grant (RFC 6749, section 4.4), kept until shortly before they expire.</summary>
internal sealed class OAuthCredentials(OAuthConfig config, HttpMessageInvoker http, TimeSpan timeout, TimeProvider clock) : IRegistryCredentials
{
    private const int MaxAnswerBytes = 1 << 20;

    private readonly SemaphoreSlim _renewal = new(1, 1);
    private volatile Token? _token;

    public async ValueTask<AuthenticationHeaderValue?> GetAsync(RegistryUrl url, CancellationToken cancellationToken)
    {
        if (_token is { } token && clock.GetUtcNow() < token.RenewAt)
            return token.Header;

        await _renewal.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // Whoever waited here finds the token that the one before it fetched.
            if (_token is not { } current || clock.GetUtcNow() >= current.RenewAt)
                _token = current = await FetchAsync(cancellationToken).ConfigureAwait(false);

            return current.Header;
        }
        finally
        {
            _renewal.Release();
        }
    }

    public bool Refused(AuthenticationHeaderValue? header)
    {
        if (_token is { } token && ReferenceEquals(token.Header, header))
            _token = null;

        return true;
    }

    public void Dispose() => _renewal.Dispose();

    private async Task<Token> FetchAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, config.Endpoint);
        request.Headers.Authorization = CredentialsConfig.BasicHeader($"{config.ClientId}:{config.ClientSecret}");
        request.Headers.Accept.ParseAdd("application/json");
        var form = new List<KeyValuePair<string, string>> { new("grant_type", "client_credentials") };
        if (config.Scope is not null)
            form.Add(new("scope", config.Scope));

        request.Content = new FormUrlEncodedContent(form);
        using var deadline = new Deadline(timeout, clock, cancellationToken);
        try
        {
            using var response = await http.SendAsync(request, deadline.Token).ConfigureAwait(false);
            var body = await BoundedBody.ReadAsync(response.Content, MaxAnswerBytes, deadline.Token).ConfigureAwait(false);
            return Read(response.StatusCode, body);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException || deadline.IsOver(exception))
        {
            throw new RetriableConnectException($"The OAuth token endpoint {config} cannot be reached: {deadline.Explain(exception)}", exception);
        }
    }

    // The body is not repeated in messages: it may hold a token.
    private Token Read(HttpStatusCode status, ReadOnlyMemory<byte> body)
    {
        if (RetryPolicy.IsRetriable(status))
            throw new RetriableConnectException($"The OAuth token endpoint {config} answered {(int)status}.");

        if (status != HttpStatusCode.OK)
            throw new ConnectException($"The OAuth token endpoint {config} answered {(int)status} for client {config.ClientId}; see the bearer.auth.* settings.");

        TokenAnswer? answer;
        try
        {
            answer = JsonSerializer.Deserialize(body.Span, RegistryJson.Default.TokenAnswer);
        }
        catch (JsonException)
        {
            answer = null;
        }

        if (string.IsNullOrEmpty(answer?.AccessToken))
            throw new ConnectException($"The OAuth token endpoint {config} answered without an access_token; see bearer.auth.issuer.endpoint.url.");

        var life = Lifetime(answer);
        var buffer = life > config.ExpiryBuffer ? config.ExpiryBuffer : life / 10;
        return new Token(new AuthenticationHeaderValue("Bearer", answer.AccessToken), clock.GetUtcNow() + life - buffer);
    }

    private TimeSpan Lifetime(TokenAnswer answer)
    {
        if (answer.ExpiresIn is > 0 and < int.MaxValue)
            return TimeSpan.FromSeconds(answer.ExpiresIn.Value);

        var left = JwtExpiry.Read(answer.AccessToken!) - clock.GetUtcNow();
        return left > TimeSpan.Zero ? left.Value : TimeSpan.FromMinutes(1);
    }

    private sealed record Token(AuthenticationHeaderValue Header, DateTimeOffset RenewAt);
}
