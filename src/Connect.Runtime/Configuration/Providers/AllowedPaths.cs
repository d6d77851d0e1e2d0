namespace Connect.Runtime.Configuration;

/// <summary>The files and folders that a provider may read: <c>allowed.paths</c>, parted by commas; all of them when it is not set.</summary>
internal sealed class AllowedPaths
{
    public const string Key = "allowed.paths";

    private readonly IReadOnlyList<string>? _allowed;

    /// <summary>Reads the setting.</summary>
    /// <exception cref="ConfigException">A path is not absolute or does not exist.</exception>
    public AllowedPaths(IReadOnlyDictionary<string, string?> config)
    {
        if (config.GetValueOrDefault(Key) is { Length: > 0 } paths)
            _allowed = paths.TrimEnd(',') is { Length: > 0 } listed ? [.. listed.Split(',').Select(Check)] : [];
    }

    /// <summary>The path without <c>.</c> and <c>..</c>, or null when it leads elsewhere.</summary>
    public string? Resolve(string path)
    {
        if (_allowed is null)
            return path;
        if (!Path.IsPathRooted(path))
            return null;
        var full = Path.GetFullPath(path);
        return _allowed.Any(allowed => IsWithin(full, allowed)) ? full : null;
    }

    private static bool IsWithin(string path, string folder) =>
        path.StartsWith(folder, StringComparison.Ordinal)
        && (path.Length == folder.Length || Path.EndsInDirectorySeparator(folder) || path[folder.Length] == Path.DirectorySeparatorChar);

    private static string Check(string path)
    {
        if (!Path.IsPathRooted(path))
            throw new ConfigException($"Path {path} is not absolute");
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        return Path.Exists(full) ? full : throw new ConfigException($"Path {full} does not exist");
    }
}
