using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Connect.WorkerProgram.Remote;

/// <summary>A worker that is asked over its REST API.</summary>
internal sealed class RemoteWorker : IDisposable
{
    private readonly HttpClient _client;

    /// <summary>Makes a client.</summary>
    /// <param name="address">The API's address, with the prefix where it has one.</param>
    /// <param name="user"><c>user:password</c>; null to send no credentials.</param>
    /// <param name="handler">Sends the requests; null for the network.</param>
    public RemoteWorker(string address, string? user, HttpMessageHandler? handler = null)
    {
        if (!Uri.TryCreate(address.TrimEnd('/') + "/", UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            throw new RemoteException($"'{address}' is no address of a worker: write http://host:port or https://host:port.", ExitCodes.Usage);
        _client = handler is null ? new HttpClient() : new HttpClient(handler);
        _client.BaseAddress = uri;
        if (user is not null)
            _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(user)));
    }

    /// <summary>Asks.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="path">The path, escaped, without a slash before it.</param>
    /// <param name="body">The body; null for none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The answer; null when it has no body.</returns>
    /// <exception cref="RemoteException">The worker cannot be reached, or refuses.</exception>
    public async Task<JsonNode?> SendAsync(HttpMethod method, string path, JsonNode? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        try
        {
            using var response = await _client.SendAsync(request, cancellationToken);
            var text = await response.Content.ReadAsStringAsync(cancellationToken);
            return response.IsSuccessStatusCode
                ? text.Length == 0 ? null : JsonNode.Parse(text)
                : throw new RemoteException($"The worker at {_client.BaseAddress} answered {(int)response.StatusCode}: {MessageOf(text)}", ExitCodes.Refused);
        }
        catch (HttpRequestException exception)
        {
            throw new RemoteException($"The worker at {_client.BaseAddress} cannot be reached: {exception.Message}", ExitCodes.Unreachable);
        }
        catch (JsonException exception)
        {
            throw new RemoteException($"{_client.BaseAddress} answered something else than JSON; is it a worker of Kafka Connect? {exception.Message}", ExitCodes.Unreachable);
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new RemoteException($"The worker at {_client.BaseAddress} did not answer in {_client.Timeout.TotalSeconds} seconds.", ExitCodes.Unreachable);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private static string MessageOf(string text)
    {
        try
        {
            return (string?)(JsonNode.Parse(text) as JsonObject)?["message"] ?? text;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return text;
        }
    }
}
