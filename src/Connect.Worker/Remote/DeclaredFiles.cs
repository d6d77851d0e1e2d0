using System.Text.Json;
using Connect.Runtime.Hosting;
using Microsoft.Extensions.Configuration;

namespace Connect.WorkerProgram.Remote;

/// <summary>Reads declared connectors from connector files and from settings files of applications.</summary>
internal static class DeclaredFiles
{
    /// <summary>Reads files.</summary>
    /// <param name="paths">The files.</param>
    /// <exception cref="RemoteException">A file cannot be read, or two files declare the same connector.</exception>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, string?>> Read(IEnumerable<string> paths)
    {
        var declared = new Dictionary<string, IReadOnlyDictionary<string, string?>>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            foreach (var (name, config) in Read(path))
            {
                if (!declared.TryAdd(name, config))
                    throw new RemoteException($"The connector '{name}' in '{path}' is also declared in another file.", ExitCodes.Usage);
            }
        }

        return declared;
    }

    private static IEnumerable<KeyValuePair<string, IReadOnlyDictionary<string, string?>>> Read(string path)
    {
        try
        {
            if (IsSettings(path))
            {
                var options = new ConnectWorkerOptions();
                WorkerSection.Read(new ConfigurationBuilder().AddJsonFile(Path.GetFullPath(path)).Build().GetSection(WorkerSection.Path), options);
                return options.Connectors.Select(entry => KeyValuePair.Create(entry.Key, (IReadOnlyDictionary<string, string?>)entry.Value));
            }

            var file = ConnectorFile.Read(path);
            return [KeyValuePair.Create(file.Name, file.Config)];
        }
        catch (ConnectException exception)
        {
            throw new RemoteException(exception.Message, ExitCodes.Usage);
        }
        catch (Exception exception) when (exception is InvalidDataException or FormatException or IOException)
        {
            throw new RemoteException($"The file '{path}' cannot be read: {exception.Message}", ExitCodes.Usage);
        }
    }

    /// <summary>Whether a file is an application's settings: JSON with the section Kafka:Connect.</summary>
    private static bool IsSettings(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(
                PropertiesFile.ReadText(path).Text,
                new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("Kafka", out var kafka) && kafka.ValueKind == JsonValueKind.Object
                && kafka.TryGetProperty("Connect", out _);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
