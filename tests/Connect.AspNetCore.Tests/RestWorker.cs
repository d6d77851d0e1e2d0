using System.Net;
using System.Text;
using Connect.FileStreams;
using Connect.Runtime.Hosting;
using Connect.Tests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Connect.AspNetCore.Tests;

/// <summary>An application with a worker on an embedded broker of its own and the REST API on a free port, asked over real HTTP.</summary>
internal sealed class RestWorker : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly DirectoryInfo _folder;

    private RestWorker(WebApplication app, DirectoryInfo folder, string prefix)
    {
        _app = app;
        _folder = folder;
        Address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Client = new HttpClient { BaseAddress = new Uri(Address + prefix + "/") };
    }

    public string Address { get; }

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    public static async Task<RestWorker> StartAsync(
        string prefix = "", Action<KafkaConnectEndpointConventionBuilder>? conventions = null, Action<ConnectWorkerOptions>? configure = null,
        Action<WebApplicationBuilder>? services = null,
        Action<WebApplication>? before = null, Action<IKafkaConnectBuilder>? plugins = null)
    {
        var folder = Directory.CreateTempSubdirectory("connect-rest-");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var connect = builder.AddKafkaConnect(configure: worker =>
        {
            worker.BootstrapServers = $"embedded:{RandomNames.Topic()}";
            worker.Properties["rest.advertised.host.name"] = "worker";
            worker.Properties["rest.advertised.port"] = "8083";
            configure?.Invoke(worker);
        }).AddPlugins(FileStreamPlugins.All);
        plugins?.Invoke(connect);
        services?.Invoke(builder);
        var app = builder.Build();
        before?.Invoke(app);
        var endpoints = app.MapKafkaConnect(prefix);
        conventions?.Invoke(endpoints);
        await app.StartAsync();
        return new RestWorker(app, folder, prefix);
    }

    public string File(string name) => Path.Combine(_folder.FullName, name);

    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, string? body = null, string? accept = null, string contentType = "application/json")
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, contentType);
        if (accept is not null)
            request.Headers.TryAddWithoutValidation("Accept", accept);
        return await Client.SendAsync(request);
    }

    /// <summary>Asks, and checks the status and the body to the letter.</summary>
    public async Task AssertAsync(HttpMethod method, string path, string? body, HttpStatusCode status, string expected)
    {
        using var response = await SendAsync(method, path, body);
        var text = await response.Content.ReadAsStringAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(response.StatusCode, Is.EqualTo(status), text);
            Assert.That(text, Is.EqualTo(expected));
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
