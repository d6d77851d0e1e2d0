using Connect.Configuration;
using Connect.JavaCompatibility.Properties;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Configuration.Providers;

/// <summary>Takes values from a file in Java's properties format: <c>${file:/run/secrets/db.properties:password}</c>.</summary>
/// <remarks>Corresponds to <c>org.apache.kafka.common.config.provider.FileConfigProvider</c>. The file is UTF-8, and read again each time.</remarks>
/// <param name="config">Its settings: <c>allowed.paths</c>.</param>
/// <param name="logger">Who is told of a path that may not be read.</param>
internal sealed partial class FileConfigProvider(IReadOnlyDictionary<string, string?> config, ILogger logger) : IConfigProvider
{
    private readonly AllowedPaths _allowed = new(config);

    /// <inheritdoc/>
    public async ValueTask<ConfigData> GetAsync(string? path, IReadOnlyCollection<string>? keys, CancellationToken cancellationToken = default)
    {
        if (string.IsNullOrEmpty(path))
            return ConfigData.Empty;
        if (_allowed.Resolve(path) is not { } file)
        {
            Log.PathNotAllowed(logger, path);
            return ConfigData.Empty;
        }

        var data = JavaProperties.Parse(await ReadAsync(path, file, cancellationToken).ConfigureAwait(false));
        return new ConfigData(keys is null ? data : data.Where(entry => keys.Contains(entry.Key)).ToDictionary(StringComparer.Ordinal));
    }

    private static async Task<string> ReadAsync(string path, string file, CancellationToken cancellationToken)
    {
        if (!AllowedPaths.HasItsFolders(file))
            throw new ConfigException($"Could not read properties from file {path}");
        try
        {
            return StrictUtf8.GetString(await File.ReadAllBytesAsync(file, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception e) when (StrictUtf8.CannotRead(e))
        {
            throw new ConfigException($"Could not read properties from file {path}", e);
        }
    }
}
