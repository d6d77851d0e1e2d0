namespace Connect.Runtime.Configuration.Providers;

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
    /// <exception cref="ArgumentException">The path has a character that no path may have.</exception>
    public string? Resolve(string path)
    {
        EnsureNoNul(path);
        if (_allowed is null)
            return WithoutFinalSeparators(path);
        if (!Path.IsPathRooted(path))
            return null;
        var full = WithoutFinalSeparators(Path.GetFullPath(path));
        return _allowed.Any(allowed => IsWithin(full, allowed)) ? full : null;
    }

    /// <summary>Whether the folders exist that a path enters only to leave them by <c>..</c>; the operating system asks for that, .NET does
    /// not.</summary>
    public static bool HasItsFolders(string path)
    {
        var parts = path.Split(Path.DirectorySeparatorChar);
        return Enumerable.Range(1, parts.Length - 1)
            .Where(i => parts[i] == "..")
            .All(i => string.Join(Path.DirectorySeparatorChar, parts[..i]) is var folder && (folder.Length == 0 || Directory.Exists(folder)));
    }

    private static void EnsureNoNul(string path)
    {
        if (path.Contains('\0'))
            throw new ArgumentException($"Nul character not allowed: {path}", nameof(path));
    }

    private static string WithoutFinalSeparators(string path) =>
        path.TrimEnd(Path.DirectorySeparatorChar) is { Length: > 0 } trimmed ? trimmed : path;

    private static bool IsWithin(string path, string folder) =>
        path.StartsWith(folder, StringComparison.Ordinal)
        && (path.Length == folder.Length || Path.EndsInDirectorySeparator(folder) || path[folder.Length] == Path.DirectorySeparatorChar);

    private static string Check(string path)
    {
        EnsureNoNul(path);
        if (!Path.IsPathRooted(path))
            throw new ConfigException($"Path {path} is not absolute");
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        return Path.Exists(full) ? full : throw new ConfigException($"Path {full} does not exist");
    }
}
