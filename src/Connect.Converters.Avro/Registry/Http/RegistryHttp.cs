using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Connect.Converters.Avro.Registry.Security;

namespace Connect.Converters.Avro.Registry.Http;

/// <summary>
/// Sends one request to any of the base URLs.
/// 1. Each round tries the URLs in turn, from the one that answered last.
/// 2. An answer that no repetition changes ends it, whatever its status; the next request starts at that URL.
/// 3. A round without one is followed by a wait and the next round, <c>max.retries</c> times.
/// 4. Then the registry is unavailable: <see cref="RetriableConnectException"/>.
/// </summary>
internal sealed class RegistryHttp : IDisposable
{
    private const int MaxAnswerBytes = 32 << 20;
    private const string MediaType = "application/vnd.schemaregistry.v1+json";

    private readonly RegistryClientConfig _config;
    private readonly HttpMessageInvoker _http;
    private readonly IRegistryCredentials _credentials;
    private readonly RetryPolicy _retries;
    private readonly TimeProvider _clock;
    private volatile int _current;

    public RegistryHttp(RegistryClientConfig config, TimeProvider clock, Func<double>? jitter = null)
    {
        _config = config;
        _clock = clock;
        _http = RegistryHandler.Create(config);
        _credentials = config.Credentials.Source switch
        {
            CredentialsSource.Url => new UrlCredentials(),
            CredentialsSource.OAuth => new OAuthCredentials(config.Credentials.OAuth!, _http, config.ReadTimeout, clock),
            _ => new FixedCredentials(config.Credentials.Authorization),
        };
        _retries = new RetryPolicy(config.MaxRetries, config.RetryWait, config.RetryMaxWait, jitter);
        _current = config.RandomizeUrls ? Random.Shared.Next(config.Urls.Count) : 0;
    }

    /// <summary>Sends a request and reads the answer.</summary>
    /// <exception cref="RetriableConnectException">No URL gave a final answer.</exception>
    /// <exception cref="DataException">The registry refused; see <see cref="RegistryErrors"/>.</exception>
    /// <exception cref="ConnectException">Credentials cannot be had or are refused, or the answer is too long.</exception>
    public async ValueTask<T> SendAsync<T>(RegistryRequest request, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        for (var round = 0; ; round++)
        {
            var start = _current;
            var failure = default(Failure);
            for (var offset = 0; offset < _config.Urls.Count; offset++)
            {
                var index = (start + offset) % _config.Urls.Count;
                (var answer, var value, failure) = await TryAsync(_config.Urls[index], request, type, cancellationToken).ConfigureAwait(false);
                if (answer is not null)
                {
                    _current = index;
                    return value ?? throw RegistryErrors.From(request, answer, _config.Credentials.Hint);
                }
            }

            if (round >= _retries.MaxRetries)
                throw Unavailable(request, failure, round + 1);

            await Task.Delay(_retries.DelayAfter(round, failure.RetryAfter), _clock, cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        _credentials.Dispose();
        _http.Dispose();
    }

    // Gives the answer when it is final, with its value when it is a success; else what went wrong.
    private async ValueTask<(RegistryAnswer? Answer, T? Value, Failure Failure)> TryAsync<T>(
        RegistryUrl url, RegistryRequest request, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        using var deadline = new Deadline(_config.ReadTimeout, _clock, cancellationToken);
        try
        {
            for (var mayRenew = true; ; mayRenew = false)
            {
                var authorization = await _credentials.GetAsync(url, deadline.Token).ConfigureAwait(false);
                using var message = CreateMessage(url, request, authorization);
                using var response = await _http.SendAsync(message, deadline.Token).ConfigureAwait(false);
                var body = await BoundedBody.ReadAsync(response.Content, MaxAnswerBytes, deadline.Token).ConfigureAwait(false);
                if (response.StatusCode == HttpStatusCode.Unauthorized && mayRenew && _credentials.Refused(authorization))
                    continue;

                var answer = new RegistryAnswer(
                    url, response.StatusCode, response.Content.Headers.ContentType?.MediaType ?? "", body, response.Headers.Location);
                if (RetryPolicy.IsRetriable(response.StatusCode))
                    return (null, null, new Failure(url, RegistryErrors.Describe(answer), null, RetryAfterOf(response)));

                return answer.HasContent ? Read(answer, type) : (answer, null, default);
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or RetriableConnectException || deadline.IsOver(exception))
        {
            return (null, null, new Failure(url, deadline.Explain(exception), exception));
        }
    }

    // A success that is not JSON comes from something in between, or is cut off: as good as no answer.
    private static (RegistryAnswer? Answer, T? Value, Failure Failure) Read<T>(RegistryAnswer answer, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            if (JsonSerializer.Deserialize(answer.Body.Span, type) is { } value)
                return (answer, value, default);
        }
        catch (JsonException exception)
        {
            return (null, null, new Failure(answer.Url, $"not the answer of a schema registry ({exception.Message}): {RegistryErrors.Quote(answer)}", exception));
        }

        return (null, null, new Failure(answer.Url, $"not the answer of a schema registry: {RegistryErrors.Quote(answer)}", null));
    }

    private HttpRequestMessage CreateMessage(RegistryUrl url, RegistryRequest request, AuthenticationHeaderValue? authorization)
    {
        var message = new HttpRequestMessage(request.Method, url.At(request.Path));
        message.Headers.Authorization = authorization;
        message.Headers.Accept.ParseAdd(MediaType);
        message.Headers.Accept.ParseAdd("application/vnd.schemaregistry+json; q=0.9");
        message.Headers.Accept.ParseAdd("application/json; q=0.5");
        message.Headers.TryAddWithoutValidation("Confluent-Accept-Unknown-Properties", "true");
        foreach (var (name, value) in _config.Headers.Concat(_config.Credentials.Headers))
            message.Headers.TryAddWithoutValidation(name, value);

        if (request.Body is not null)
        {
            message.Content = new ByteArrayContent(request.Body);
            message.Content.Headers.ContentType = new MediaTypeHeaderValue(MediaType);
        }

        return message;
    }

    private TimeSpan? RetryAfterOf(HttpResponseMessage response) =>
        response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - _clock.GetUtcNow(),
            _ => null,
        };

    private static RetriableConnectException Unavailable(RegistryRequest request, Failure failure, int rounds) =>
        new(string.Create(
                CultureInfo.InvariantCulture,
                $"The schema registry is unavailable while {request.Purpose}: {failure.Url}: {failure.Text}; tried {rounds} time{(rounds == 1 ? "" : "s")} (max.retries)."),
            failure.Cause);

    private readonly record struct Failure(RegistryUrl Url, string Text, Exception? Cause, TimeSpan? RetryAfter = null);
}
