using Connect.Configuration;
using Connect.Runtime.Configuration;
using Connect.Runtime.Configuration.Validation;
using Connect.Runtime.Kafka;
using Connect.Runtime.Storage;
using Connect.Runtime.Tasks;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Herding;

/// <summary>Standalone mode: configurations and statuses in memory; offsets in memory or in a file, or in Kafka with exactly-once support.</summary>
internal sealed partial class StandaloneMode : IWorkerMode
{
    /// <summary>What to do with an offset file that ends in the middle of an entry: <c>fail</c> or <c>empty</c>. Not a Kafka Connect key.</summary>
    public const string TruncatedOffsetFileKey = "offset.storage.file.truncated";

    /// <summary>The value of <see cref="TruncatedOffsetFileKey"/> that starts without offsets.</summary>
    public const string EmptyWhenTruncated = "empty";

    /// <inheritdoc/>
    public WorkerRuntime Create(WorkerSetup setup)
    {
        var settings = WorkerSettings.From(setup.Config, setup.WorkerId);
        var (plugins, variables) = (setup.Plugins, setup.Variables);
        var exactlyOnce = ExactlyOnceCheck.IsEnabledIn(setup.Config) ? new ExactlyOnceStores(setup, settings.Properties) : null;
        var engine = new EngineServices(
            settings, plugins, variables, setup.Clients,
            exactlyOnce is null ? new WorkerOffsetStores(CreateOffsetStore(setup.Config, setup.Loggers)) : exactlyOnce.Offsets,
            new MemoryStatusStore(), setup.Services, setup.Time, setup.Loggers)
        {
            ExactlyOnce = exactlyOnce is null ? null : new ExactlyOnceSources(exactlyOnce.GroupId),
        };
        var policy = ClientConfigOverridePolicies.Create(settings.Properties, plugins);
        var validator = new ConnectorValidator(
            plugins, settings.Properties, variables, policy, new ExactlyOnceCheck(exactlyOnce is not null),
                new ClientSettingsCheck(settings.Properties));
        var configs = new MemoryConfigStore();
        var views = new ConnectorViews(configs, engine.Statuses, plugins,
            () => new OutageTraces(setup.Clients.Outages, engine.Troubles.Current, engine.Rates.Describe), setup.WorkerId);
        if (exactlyOnce is not null)
            engine.ExactlyOnce!.Fencing = new StandaloneFencing(engine, configs, exactlyOnce.Counts);
        return new WorkerRuntime(
            engine, configs, views, new PluginCatalog(plugins, validator), new StandaloneHerder(engine, configs, views), exactlyOnce is null ? null
                : exactlyOnce.PrepareAsync);
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
