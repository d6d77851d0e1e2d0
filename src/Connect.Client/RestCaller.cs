using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Connect.Client;

/// <summary>Sends requests and reads answers.</summary>
internal sealed class RestCaller
{
    private readonly HttpClient _http;
    private readonly string _address;

    /// <summary>Creates one.</summary>
    public RestCaller(HttpClient http)
    {
        _http = http;
        _address = (http.BaseAddress
            ?? throw new ArgumentException(
                "The HttpClient has no BaseAddress. Set it to the address of a worker, such as http://localhost:8083.", nameof(http)))
            .AbsoluteUri.TrimEnd('/') + "/";
    }

    /// <summary>A body.</summary>
    /// <remarks>The length is known: the body is small, and some servers and proxies refuse chunks.</remarks>
    public static HttpContent Body<T>(T value, JsonTypeInfo<T> type) =>
        new ByteArrayContent(
            JsonSerializer.SerializeToUtf8Bytes(value, type))
        { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };

    /// <summary>An answer that must have a body.</summary>
    public static T Require<T>(T? answer)
        where T : class => answer ?? throw new HttpRequestException(HttpRequestError.InvalidResponse, "The worker answered without a body.");

    /// <summary>Sends a GET request.</summary>
    /// <param name="path">The escaped path, without a leading slash.</param>
    /// <param name="answer">The type of the response body.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <param name="alsoAnswers">Error statuses that have the same body.</param>
    public async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> answer, CancellationToken cancellationToken, params HttpStatusCode[] alsoAnswers)
        where T : class => Require(await SendAsync(HttpMethod.Get, path, null, answer, cancellationToken, alsoAnswers).ConfigureAwait(false));

    /// <summary>Sends a request.</summary>
    /// <param name="method">The method.</param>
    /// <param name="path">The escaped path, without a leading slash.</param>
    /// <param name="body">The body; null for none.</param>
    /// <param name="answer">The type of the response body; null for none.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <param name="alsoAnswers">Error statuses that have the same body.</param>
    /// <returns>The response body; null if there is none.</returns>
    public async Task<T?> SendAsync<T>(
        HttpMethod method, string path, HttpContent? body, JsonTypeInfo<T>? answer, CancellationToken cancellationToken,
        params HttpStatusCode[] alsoAnswers)
        where T : class
    {
        using var request = new HttpRequestMessage(method, new Uri(_address + path)) { Content = body };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        var bytes = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode && (!alsoAnswers.Contains(response.StatusCode) || !IsJson(response)))
            throw Refusal(response, bytes);
        if (bytes.Length == 0 || answer is null)
            return null;
        try
        {
            return JsonSerializer.Deserialize(bytes, answer);
        }
        catch (JsonException exception)
        {
            throw new HttpRequestException(
                HttpRequestError.InvalidResponse, $"{_address} did not answer like Kafka Connect. Is it a worker? {exception.Message}",
                exception, response.StatusCode);
        }
    }

    private static bool IsJson(HttpResponseMessage response) => response.Content.Headers.ContentType?.MediaType == "application/json";

    private static KafkaConnectException Refusal(HttpResponseMessage response, byte[] body)
    {
        var delay = response.Headers.RetryAfter?.Delta;
        return new KafkaConnectException(response.StatusCode, MessageOf(response, body)) { RetryAfter = delay };
    }

    /// <summary>The message of the error, or the body if the server is not Kafka Connect.</summary>
    private static string MessageOf(HttpResponseMessage response, byte[] body)
    {
        try
        {
            if (body.Length > 0 && JsonSerializer.Deserialize(body, ConnectJson.Default.ErrorMessage)?.Message is { Length: > 0 } message)
                return message;
        }
        catch (JsonException)
        {
            // A proxy's error page, or an authentication message: shown as it is.
        }

        var text = Encoding.UTF8.GetString(body).Trim();
        return text.Length > 0 ? text : response.ReasonPhrase ?? response.StatusCode.ToString();
    }
}
