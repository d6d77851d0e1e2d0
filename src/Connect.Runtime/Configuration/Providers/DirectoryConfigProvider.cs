using Connect.Configuration;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Configuration.Providers;

/// <summary>Takes values from the files of a folder, a key being a file's name: <c>${dir:/run/secrets:password}</c>.</summary>
/// <remarks>Corresponds to <c>org.apache.kafka.common.config.provider.DirectoryConfigProvider</c>. Files are UTF-8, and read again each
/// time.</remarks>
/// <param name="config">Its settings: <c>allowed.paths</c>.</param>
/// <param name="logger">Who is told of a path that cannot be read.</param>
internal sealed partial class DirectoryConfigProvider(IReadOnlyDictionary<string, string?> config, ILogger logger) : IConfigProvider
{
    private readonly AllowedPaths _allowed = new(config);

    /// <inheritdoc/>
    public async ValueTask<ConfigData> GetAsync(string? path, IReadOnlyCollection<string>? keys, CancellationToken cancellationToken = default)
    {
        if (string.IsNullOrEmpty(path))
            return ConfigData.Empty;
        if (_allowed.Resolve(path) is not { } folder)
        {
            Log.PathNotAllowed(logger, path);
            return ConfigData.Empty;
        }

        if (!Directory.Exists(folder) || !AllowedPaths.HasItsFolders(folder))
        {
            Log.NotAFolder(logger, path);
            return ConfigData.Empty;
        }

        var data = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in List(folder))
        {
            var name = Path.GetFileName(file);
            if (keys is null || keys.Contains(name))
                data[name] = await ReadAsync(file, name, cancellationToken).ConfigureAwait(false);
        }

        return new ConfigData(data);
    }

    private static string[] List(string folder)
    {
        try
        {
            return Directory.GetFiles(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigException($"Could not list directory {folder}", e);
        }
    }

    private static async Task<string> ReadAsync(string file, string name, CancellationToken cancellationToken)
    {
        try
        {
            return StrictUtf8.GetString(await File.ReadAllBytesAsync(file, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception e) when (StrictUtf8.CannotRead(e))
        {
            throw new ConfigException($"Could not read file {Path.GetFullPath(file)} for property {name}", e);
        }
    }
}
