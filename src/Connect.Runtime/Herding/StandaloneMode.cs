using Connect.Configuration;
using Connect.Runtime.Configuration;
using Connect.Runtime.Configuration.Validation;
using Connect.Runtime.Kafka;
using Connect.Runtime.Storage;
using Connect.Runtime.Tasks;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Herding;

/// <summary>A worker that runs alone: configurations and statuses in memory, offsets in memory or in a file.</summary>
internal sealed partial class StandaloneMode : IWorkerMode
{
    /// <summary>What to do with an offset file that ends in the middle of an entry: <c>fail</c> or <c>empty</c>. A key of our own.</summary>
    public const string TruncatedOffsetFileKey = "offset.storage.file.truncated";

    /// <summary>The value of <see cref="TruncatedOffsetFileKey"/> that starts without offsets.</summary>
    public const string EmptyWhenTruncated = "empty";

    /// <inheritdoc/>
    public WorkerRuntime Create(WorkerSetup setup)
    {
        var settings = WorkerSettings.From(setup.Config, setup.WorkerId);
        var (plugins, variables) = (setup.Plugins, setup.Variables);
        var engine = new EngineServices(
            settings, plugins, variables, setup.Clients, new WorkerOffsetStores(CreateOffsetStore(setup.Config, setup.Loggers)), new MemoryStatusStore(), setup.Services, setup.Time, setup.Loggers);
        var policy = ClientConfigOverridePolicies.Create(settings.Properties, plugins);
        var validator = new ConnectorValidator(plugins, settings.Properties, variables, policy, NoFurtherCheck.Instance, new ClientSettingsCheck(settings.Properties));
        var configs = new MemoryConfigStore();
        var views = new ConnectorViews(configs, engine.Statuses, plugins, () => new OutageTraces(setup.Clients.Outages, engine.Troubles.Current));
        return new WorkerRuntime(engine, configs, views, new PluginCatalog(plugins, validator), new StandaloneHerder(engine, configs, views));
    }

    private static IOffsetStore CreateOffsetStore(ParsedConfig config, ILoggerFactory loggers)
    {
        if (config.GetString(WorkerKeys.OffsetStorageFileFilename) is not { Length: > 0 } file)
        {
            Log.OffsetsInMemory(loggers.CreateLogger<StandaloneMode>());
            return new MemoryOffsetStore();
        }

        var onTruncated = config.GetString(TruncatedOffsetFileKey) == EmptyWhenTruncated ? TruncatedOffsetFile.Empty : TruncatedOffsetFile.Fail;
        return new FileOffsetStore(file, onTruncated, loggers.CreateLogger<FileOffsetStore>());
    }
}
