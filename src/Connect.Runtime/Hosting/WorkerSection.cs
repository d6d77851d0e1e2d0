using System.Globalization;
using Connect.Runtime.Plugins;
using Microsoft.Extensions.Configuration;

namespace Connect.Runtime.Hosting;

/// <summary>The part of the application's configuration that describes a worker.</summary>
internal static class WorkerSection
{
    /// <summary>The section of the unnamed worker.</summary>
    public const string Path = "Kafka:Connect";

    private const string Workers = "Workers";
    private const string Distributed = "Distributed";

    private static readonly Dictionary<string, Action<ConnectWorkerOptions, IConfigurationSection>> Readers = new(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(ConnectWorkerOptions.Properties)] = (worker, section) => ReadProperties(worker.Properties, section),
        [nameof(ConnectWorkerOptions.Connectors)] = ReadConnectors,
        [nameof(ConnectWorkerOptions.RequireConnectors)] = (worker, section) => worker.RequireConnectors = Boolean(section),
        [nameof(ConnectWorkerOptions.OverwriteDrift)] = (worker, section) => worker.OverwriteDrift = Boolean(section),
        [Distributed] = ReadDistributed,
        [nameof(ConnectWorkerOptions.BootstrapServers)] = (worker, section) => worker.BootstrapServers = Text(section),
        [nameof(ConnectWorkerOptions.KeyConverter)] = (worker, section) => worker.KeyConverter = Text(section),
        [nameof(ConnectWorkerOptions.ValueConverter)] = (worker, section) => worker.ValueConverter = Text(section),
        [nameof(ConnectWorkerOptions.OffsetStorageFile)] = (worker, section) => worker.OffsetStorageFile = Text(section),
        [nameof(ConnectWorkerOptions.OffsetFlushInterval)] = (worker, section) => worker.OffsetFlushInterval = Time(section),
        [nameof(ConnectWorkerOptions.OffsetFlushTimeout)] = (worker, section) => worker.OffsetFlushTimeout = Time(section),
        [nameof(ConnectWorkerOptions.TaskShutdownTimeout)] = (worker, section) => worker.TaskShutdownTimeout = Time(section),
    };

    /// <summary>The settings that a worker's section may contain.</summary>
    public static IReadOnlyCollection<string> Settings => Readers.Keys;

    /// <summary>The section of a named worker.</summary>
    public static string PathOf(string name) => $"{Path}:{Workers}:{name}";

    /// <summary>Reads a worker's settings.</summary>
    /// <param name="section">The section of the worker.</param>
    /// <param name="worker">The options to set.</param>
    /// <exception cref="ConfigException">An entry of the section is unknown or invalid; the message begins with its path.</exception>
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

    /// <summary>Refuses the configuration of a worker that the application does not add.</summary>
    /// <param name="root">The application's configuration.</param>
    /// <param name="isAdded">Whether the application adds a worker of that name; null stands for the unnamed worker.</param>
    /// <exception cref="ConfigException">There is no such worker.</exception>
    public static void EnsureAdded(IConfiguration root, Func<string?, bool> isAdded)
    {
        foreach (var entry in root.GetSection(Path).GetChildren())
        {
            if (!entry.Key.Equals(Workers, StringComparison.OrdinalIgnoreCase))
            {
                if (!isAdded(null))
                    throw new ConfigException(
                        $"'{entry.Path}' configures the unnamed worker, which the application does not add: call builder.AddKafkaConnect(), or "
                            + $"move the setting to '{Path}:{Workers}:<name>'.");
                continue;
            }

            foreach (var worker in entry.GetChildren().Where(worker => !isAdded(worker.Key)))
                throw new ConfigException(
                    $"'{worker.Path}' configures a worker that the application does not add: call builder.AddKeyedKafkaConnect(\"{worker.Key}\"), or "
                        + "remove the section.");
        }
    }

    private static void ReadConnectors(ConnectWorkerOptions worker, IConfigurationSection section)
    {
        if (section.Value is { Length: > 0 } text)
            throw new ConfigException($"'{section.Path}' is the string '{text}' but must be an object with a section for each connector.");
        if (SectionKeys.IsList(section))
            throw new ConfigException($"'{section.Path}' is a list but must be an object with a section for each connector.");
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
        SectionKeys.ReadOne(entry) ?? throw new ConfigException($"'{entry.Path}' is an object but must be a string.");

    private static void ReadDistributed(ConnectWorkerOptions worker, IConfigurationSection section)
    {
        if (Boolean(section))
            worker.UseDistributed();
    }

    private static bool Boolean(IConfigurationSection entry) =>
        bool.TryParse(Text(entry), out var value)
            ? value : throw new ConfigException($"'{entry.Path}' is '{entry.Value}' but must be true or false.");

    private static TimeSpan Time(IConfigurationSection entry) =>
        TimeSpan.TryParse(Text(entry), CultureInfo.InvariantCulture, out var time)
            ? time
            : throw new ConfigException(
                $"'{entry.Path}' is '{entry.Value}', which is not a duration: write hours, minutes and seconds, for example 00:00:10.");

    private static ConfigException Unknown(IConfigurationSection section, IConfigurationSection entry)
    {
        var near = Spelling.Nearest(entry.Key, Readers.Keys);
        return new ConfigException(
            $"'{entry.Path}' is not a setting of a Kafka Connect worker.{(near is null ? "" : $" Did you mean '{near}'?")} Kafka Connect's own keys "
                + $"belong under '{section.Path}:{nameof(ConnectWorkerOptions.Properties)}'.");
    }
}
