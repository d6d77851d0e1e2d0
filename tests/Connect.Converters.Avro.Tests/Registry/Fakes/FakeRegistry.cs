using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Connect.Converters.Avro.Tests.Registry.Fakes;

/// <summary>A recording registry behind real HTTP on a free port. Unless a script says otherwise it gives id 7, version 1 to the first schema, then
/// 8, 9, …</summary>
internal sealed class FakeRegistry : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<RecordedRequest> _requests = new();
    private readonly Lock _lock = new();
    private readonly List<(string Subject, string Schema)> _versions = [];

    private FakeRegistry(WebApplication app) => _app = app;

    /// <summary>The base URL, without a slash at its end.</summary>
    public string Url { get; private set; } = "";

    /// <summary>Answers first; null leaves the request to the default.</summary>
    public Func<RecordedRequest, FakeAnswer?> Script { get; set; } = _ => null;

    /// <summary>The id of the first schema.</summary>
    public int FirstId { get; set; } = 7;

    /// <summary>Sent with every schema when set.</summary>
    public Guid? Guid { get; set; }

    public IReadOnlyList<RecordedRequest> Requests => [.. _requests];

    public IEnumerable<string> Lines => _requests.Select(request => request.ToString());

    public static async Task<FakeRegistry> StartAsync(
        string path = "", X509Certificate2? certificate = null, ClientCertificateMode clientCertificates = ClientCertificateMode.NoCertificate)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listener =>
        {
            if (certificate is not null)
            {
                listener.UseHttps(https =>
                {
                    https.ServerCertificate = certificate;
                    https.ClientCertificateMode = clientCertificates;
                    https.ClientCertificateValidation = (_, _, _) => true;
                });
            }
        }));
        var app = builder.Build();
        var registry = new FakeRegistry(app);
        app.Run(registry.AnswerAsync);
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single();
        registry.Url = (certificate is null ? address : address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal)) + path;
        return registry;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var request = new RecordedRequest(
            context.Request.Method,
            context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
            context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            await reader.ReadToEndAsync());
        _requests.Enqueue(request);
        await SendAsync(context, Script(request) ?? Default(request));
    }

    private static async Task SendAsync(HttpContext context, FakeAnswer answer)
    {
        await answer.Before.WaitAsync(context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = answer.ContentType;
        foreach (var (name, value) in answer.Headers)
            context.Response.Headers[name] = value;

        context.Response.ContentLength = answer.Announced ?? answer.Body.Length;
        await context.Response.Body.WriteAsync(answer.Body.AsMemory(0, answer.CutAfter ?? answer.Body.Length));
        await context.Response.Body.FlushAsync();
        if (answer.Announced is not null)
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);

        if (answer.CutAfter is not null || answer.Announced is not null)
            context.Abort();
    }

    private FakeAnswer Default(RecordedRequest request)
    {
        var parts = new Uri("http://x" + request.Target).AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        lock (_lock)
        {
            if (request.Method == "POST" && parts is [.., "subjects", var subject, "versions"])
                return FakeAnswer.Json(Describe(Register(System.Uri.UnescapeDataString(subject), SchemaOf(request))).ToJsonString());

            if (request.Method == "POST" && parts is [.., "subjects", var searched])
            {
                var index = _versions.FindIndex(
                    version => version.Subject == System.Uri.UnescapeDataString(searched) && version.Schema == SchemaOf(request));
                return index < 0 ? FakeAnswer.Error(404, 40403, "Schema not found") : FakeAnswer.Json(Describe(index).ToJsonString());
            }

            if (parts is [.., "ids", var id] && int.Parse(id) - FirstId is var known && known >= 0 && known < _versions.Count)
                return FakeAnswer.Json(new JsonObject { ["schema"] = _versions[known].Schema }.ToJsonString());

            return FakeAnswer.Error(404, 40403, "Schema not found");
        }
    }

    /// <summary>Puts a schema where a writer would have put it.</summary>
    public int Register(string subject, string schema)
    {
        lock (_lock)
        {
            var index = _versions.IndexOf((subject, schema));
            if (index >= 0)
                return index;

            _versions.Add((subject, schema));
            return _versions.Count - 1;
        }
    }

    private JsonObject Describe(int index)
    {
        var (subject, schema) = _versions[index];
        var answer = new JsonObject
        {
            ["id"] = FirstId + index,
            ["subject"] = subject,
            ["version"] = _versions.Take(index + 1).Count(version => version.Subject == subject),
            ["schema"] = schema,
        };
        if (Guid is not null)
            answer["guid"] = Guid.Value.ToString();

        return answer;
    }

    private static string SchemaOf(RecordedRequest request) => JsonNode.Parse(request.Body)!["schema"]!.GetValue<string>();
}
