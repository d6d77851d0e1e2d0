using System.Net;
using System.Text;

namespace Connect.Client.Tests;

/// <summary>Answers requests as a test tells it to, and keeps what was asked.</summary>
internal sealed class ScriptedWorker(params Func<HttpResponseMessage>[] answers) : HttpMessageHandler
{
    private int _next;

    public List<string> Asked { get; } = [];

    public List<string?> Bodies { get; } = [];

    public KafkaConnectClient ClientAt(string address, TimeProvider? time = null) =>
        new(new HttpClient(this) { BaseAddress = new Uri(address) }, time);

    public static Func<HttpResponseMessage> Answer(
        HttpStatusCode status, string body, string type = "application/json", TimeSpan? retryAfter = null) => () =>
    {
        var response = new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, type) };
        if (retryAfter is not null)
            response.Headers.RetryAfter = new(retryAfter.Value);
        return response;
    };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Asked.Add($"{request.Method} {request.RequestUri!.AbsoluteUri}");
        Bodies.Add(request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken));
        cancellationToken.ThrowIfCancellationRequested();
        return answers[Math.Min(_next++, answers.Length - 1)]();
    }
}
