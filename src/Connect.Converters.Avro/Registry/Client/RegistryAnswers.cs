using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Connect.Converters.Avro.Registry.Client;

/// <summary> Makes sure that Confluent's client understands every response. A response of a proxy or another web server becomes an error in the
/// registry's format that describes it. A successful response that is not JSON, or is truncated, becomes a 502, after which the client tries the next
/// URL. Limits the length of responses.
/// </summary>
internal sealed class RegistryAnswers(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private const int MaxAnswerBytes = 32 << 20;
    private const int MaxQuoted = 500;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        try
        {
            await response.Content.LoadIntoBufferAsync(MaxAnswerBytes, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException exception) when (exception.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            return Replace(
                response, HttpStatusCode.RequestEntityTooLarge,
                string.Create(CultureInfo.InvariantCulture, $"the answer is longer than {MaxAnswerBytes} bytes: that is no schema registry"));
        }

        // The content is buffered, so this only copies.
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        return (int)response.StatusCode switch
        {
            204 => Replace(response, HttpStatusCode.NotFound, "an answer without content"),
            >= 200 and < 300 =>
                IsJson(body)
                    ? WithoutLatest(response, body)
                    : Replace(response, HttpStatusCode.BadGateway, $"not the answer of a schema registry: {Quote(response, body)}"),
            >= 300 and < 400 => Replace(response, response.StatusCode, $"redirects are not followed: set schema.registry.url to {Target(response)}"),
            _ => body is [(byte)'{', ..] && IsJson(body) ? response : Replace(response, response.StatusCode, Quote(response, body)),
        };
    }

    private static bool IsJson(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            while (reader.Read())
            {
                // To the end.
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    // Confluent's client does not accept a reference to version -1, which means the latest one: replace it with 0.
    private static HttpResponseMessage WithoutLatest(HttpResponseMessage response, byte[] body)
    {
        if (body.AsSpan().IndexOf("-1"u8) < 0 || JsonNode.Parse(body) is not JsonObject answer || answer["references"] is not JsonArray references)
            return response;

        foreach (var reference in references.OfType<JsonObject>()
            .Where(reference => reference["version"] is JsonValue version && version.TryGetValue(out int number) && number == -1))
            reference["version"] = 0;

        response.Content.Dispose();
        response.Content = new StringContent(answer.ToJsonString(), Encoding.UTF8, "application/json");
        return response;
    }

    private static HttpResponseMessage Replace(HttpResponseMessage response, HttpStatusCode status, string text)
    {
        var body = new JsonObject { ["error_code"] = (int)status, ["message"] = text };
        response.Content.Dispose();
        response.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        response.StatusCode = status;
        return response;
    }

    private static string Quote(HttpResponseMessage response, byte[] body)
    {
        if (body.Length == 0)
            return "an answer without a body";

        var head = Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, MaxQuoted)));
        var clean = string.Create(head.Length, head, static (target, source) =>
        {
            for (var i = 0; i < source.Length; i++)
                target[i] = char.IsControl(source[i]) ? ' ' : source[i];
        });
        return $"{response.Content.Headers.ContentType?.MediaType ?? "unnamed content"}: {clean.Trim()}{(body.Length > MaxQuoted ? "…" : "")}";
    }

    private static string Target(HttpResponseMessage response) => response.Headers.Location switch
    {
        null => "the address it means",
        { IsAbsoluteUri: true } location =>
            "what belongs to " + location.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped),
        var location => "what belongs to " + location.OriginalString.Split('?')[0],
    };
}
