using Connect.FileStreams;
using Connect.Runtime;
using Connect.Runtime.Hosting;
using Connect.Tests.Brokers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Connect.Integration.Tests.Distributed;

/// <summary>One of several replicas of an ASP.NET Core application whose workers are one cluster on the shared broker.</summary>
internal sealed class Replica : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Replica(WebApplication app)
    {
        _app = app;
        Connect = app.Services.GetRequiredService<IKafkaConnect>();
    }

    /// <summary>The worker, as code of the application sees it.</summary>
    public IKafkaConnect Connect { get; }

    /// <summary>Whether this worker leads.</summary>
    public bool IsLeading => ((Runtime.Herding.KafkaConnect)Connect).Cluster?.IsLeading == true;

    /// <summary>Where the REST API is, with a slash at the end.</summary>
    public Uri Api => new(_app.Urls.First() + "/connect/");

    public static async Task<Replica> StartAsync(
        string group,
        ILoggerFactory log,
        CancellationToken cancellationToken,
        Action<ConnectWorkerOptions>? configure = null,
        Action<WebApplicationBuilder>? services = null,
        Action<WebApplication>? map = null)
    {
        var broker = await TestBroker.GetRealAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(log);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddKafkaConnect(configure: worker =>
        {
            worker.BootstrapServers = broker.BootstrapServers;
            worker.UseDistributed(group);
            worker.OffsetFlushInterval = TimeSpan.FromMilliseconds(500);
            foreach (var topic in new[] { "config", "offset", "status" })
                worker.Properties[$"{topic}.storage.replication.factor"] = "1";
            worker.Properties["offset.storage.partitions"] = worker.Properties["status.storage.partitions"] = "1";
            worker.Properties["scheduled.rebalance.max.delay.ms"] = "0";
            worker.KeyConverter = worker.ValueConverter = "org.apache.kafka.connect.storage.StringConverter";
            configure?.Invoke(worker);
        }).AddFileConnectors();
        services?.Invoke(builder);
        var app = builder.Build();
        if (map is null)
            app.MapKafkaConnect();
        else
            map(app);
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        return new Replica(app);
    }

    /// <summary>Stops the application, as a rolling update does.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
