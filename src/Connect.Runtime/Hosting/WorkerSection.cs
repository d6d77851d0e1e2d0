using System.Globalization;
using Connect.Runtime.Plugins;
using Microsoft.Extensions.Configuration;

namespace Connect.Runtime.Hosting;

/// <summary>The part of the application's configuration that describes a worker.</summary>
internal static class WorkerSection
{
    /// <summary>Where the one worker without a name is described.</summary>
    public const string Path = "Kafka:Connect";

    private const string Workers = "Workers";

    private static readonly Dictionary<string, Action<ConnectWorkerOptions, IConfigurationSection>> Readers = new(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(ConnectWorkerOptions.Properties)] = (worker, section) => ReadProperties(worker.Properties, section),
        [nameof(ConnectWorkerOptions.Connectors)] = ReadConnectors,
        [nameof(ConnectWorkerOptions.RequireConnectors)] = (worker, section) => worker.RequireConnectors = Boolean(section),
        [nameof(ConnectWorkerOptions.BootstrapServers)] = (worker, section) => worker.BootstrapServers = Text(section),
        [nameof(ConnectWorkerOptions.KeyConverter)] = (worker, section) => worker.KeyConverter = Text(section),
        [nameof(ConnectWorkerOptions.ValueConverter)] = (worker, section) => worker.ValueConverter = Text(section),
        [nameof(ConnectWorkerOptions.OffsetStorageFile)] = (worker, section) => worker.OffsetStorageFile = Text(section),
        [nameof(ConnectWorkerOptions.OffsetFlushInterval)] = (worker, section) => worker.OffsetFlushInterval = Time(section),
        [nameof(ConnectWorkerOptions.OffsetFlushTimeout)] = (worker, section) => worker.OffsetFlushTimeout = Time(section),
        [nameof(ConnectWorkerOptions.TaskShutdownTimeout)] = (worker, section) => worker.TaskShutdownTimeout = Time(section),
    };

    /// <summary>The settings that a section may have, other workers left out.</summary>
    public static IReadOnlyCollection<string> Settings => Readers.Keys;

    /// <summary>Where a worker with a name is described.</summary>
    public static string PathOf(string name) => $"{Path}:{Workers}:{name}";

    /// <summary>Reads a worker's settings.</summary>
    /// <param name="section">The section of the worker.</param>
    /// <param name="worker">The options to set.</param>
    /// <exception cref="ConfigException">The section has an entry that is no setting of a worker, or that cannot be meant; the text begins with its path.</exception>
    public static void Read(IConfigurationSection section, ConnectWorkerOptions worker)
    {
        worker.SectionPath = section.Path;
        foreach (var entry in section.GetChildren())
        {
            if (Readers.TryGetValue(entry.Key, out var read))
                read(worker, entry);
            else if (section.Path != Path || !entry.Key.Equals(Workers, StringComparison.OrdinalIgnoreCase))
                throw Unknown(section, entry);
        }
    }

    /// <summary>Refuses the description of a worker that the application does not add.</summary>
    /// <param name="root">The application's configuration.</param>
    /// <param name="isAdded">Tells whether there is a worker of a name; null stands for the one without a name.</param>
    /// <exception cref="ConfigException">There is none.</exception>
    public static void EnsureAdded(IConfiguration root, Func<string?, bool> isAdded)
    {
        foreach (var entry in root.GetSection(Path).GetChildren())
        {
            if (!entry.Key.Equals(Workers, StringComparison.OrdinalIgnoreCase))
            {
                if (!isAdded(null))
                    throw new ConfigException($"'{entry.Path}' describes the worker without a name, which the application does not add: call builder.AddKafkaConnect(), or move the setting below '{Path}:{Workers}:<name>'.");
                continue;
            }

            foreach (var worker in entry.GetChildren().Where(worker => !isAdded(worker.Key)))
                throw new ConfigException($"'{worker.Path}' describes a worker that the application does not add: call builder.AddKeyedKafkaConnect(\"{worker.Key}\"), or remove the section.");
        }
    }

    private static void ReadConnectors(ConnectWorkerOptions worker, IConfigurationSection section)
    {
        if (section.Value is { Length: > 0 } text)
            throw new ConfigException($"'{section.Path}' is the text '{text}': it has to be an object of connectors by their names.");
        foreach (var connector in section.GetChildren())
        {
            var config = new Dictionary<string, string?>(StringComparer.Ordinal);
            ReadProperties(config, connector);
            worker.Connectors[connector.Key] = config;
        }
    }

    private static void ReadProperties(IDictionary<string, string?> properties, IConfigurationSection section)
    {
        foreach (var (key, value) in SectionKeys.Flatten(section))
            properties[key] = value;
    }

    private static string Text(IConfigurationSection entry) =>
        SectionKeys.ReadOne(entry) ?? throw new ConfigException($"'{entry.Path}' is an object: it has to be a text.");

    private static bool Boolean(IConfigurationSection entry) =>
        bool.TryParse(Text(entry), out var value) ? value : throw new ConfigException($"'{entry.Path}' is '{entry.Value}': it has to be true or false.");

    private static TimeSpan Time(IConfigurationSection entry) =>
        TimeSpan.TryParse(Text(entry), CultureInfo.InvariantCulture, out var time)
            ? time
            : throw new ConfigException($"'{entry.Path}' is '{entry.Value}', which is no time: write hours, minutes and seconds, for example 00:00:10.");

    private static ConfigException Unknown(IConfigurationSection section, IConfigurationSection entry)
    {
        var near = Spelling.Nearest(entry.Key, Readers.Keys);
        return new ConfigException(
            $"'{entry.Path}' is no setting of a Kafka Connect worker.{(near is null ? "" : $" Did you mean '{near}'?")} Keys of Kafka Connect stand under '{section.Path}:{nameof(ConnectWorkerOptions.Properties)}'.");
    }
}
