using Connect.Runtime.Configuration;
using Microsoft.Extensions.Configuration;

namespace Connect.Runtime.Hosting;

/// <summary>The part of the application's configuration that describes a worker.</summary>
internal static class WorkerSection
{
    /// <summary>Where the one worker without a name is described.</summary>
    public const string Path = "Kafka:Connect";

    private const string Workers = "Workers";

    private static readonly string[] Settings =
    [
        nameof(ConnectWorkerOptions.Properties), nameof(ConnectWorkerOptions.Connectors), nameof(ConnectWorkerOptions.BootstrapServers), nameof(ConnectWorkerOptions.KeyConverter),
        nameof(ConnectWorkerOptions.ValueConverter), nameof(ConnectWorkerOptions.OffsetStorageFile), nameof(ConnectWorkerOptions.OffsetFlushInterval),
        nameof(ConnectWorkerOptions.OffsetFlushTimeout), nameof(ConnectWorkerOptions.TaskShutdownTimeout),
    ];

    /// <summary>Where a worker with a name is described.</summary>
    public static string PathOf(string name) => $"{Path}:{Workers}:{name}";

    /// <summary>Refuses what would otherwise be left out in silence.</summary>
    /// <exception cref="ConfigException">The section has an entry that is no setting of a worker.</exception>
    public static void EnsureKnown(IConfigurationSection section)
    {
        foreach (var entry in section.GetChildren())
        {
            if (Settings.Append(Workers).Contains(entry.Key, StringComparer.OrdinalIgnoreCase))
                continue;
            var near = Spelling.Nearest(entry.Key, Settings);
            throw new ConfigException(
                $"'{entry.Path}' is no setting of a Kafka Connect worker.{(near is null ? "" : $" Did you mean '{near}'?")} Keys of Kafka Connect stand under '{section.Path}:{nameof(ConnectWorkerOptions.Properties)}'.");
        }
    }
}
