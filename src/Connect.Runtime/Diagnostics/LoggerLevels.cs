using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Connect.Runtime.Diagnostics;

/// <summary>Shows and sets the levels of the process's loggers at run time, with rules of <see cref="LoggerFilterOptions"/> that override those of
/// the configuration.</summary>
/// <remarks>
/// <para>Setting a level affects every existing logger whose name begins with the given name, and the given name itself; loggers created later
/// inherit it. The root affects all loggers. Levels are not stored: after a restart the configuration applies again.</para>
/// <para>Thread-safe. Corresponds to <c>org.apache.kafka.connect.runtime.Loggers</c>.</para>
/// </remarks>
internal sealed class LoggerLevels(LoggerCategories categories, TimeProvider time)
    : IOptionsChangeTokenSource<LoggerFilterOptions>, IPostConfigureOptions<LoggerFilterOptions>, IDisposable
{
    /// <summary>The name for loggers without their own level; case-insensitive.</summary>
    public const string Root = "root";

    private static readonly Dictionary<string, LogLevel> Levels = new(StringComparer.OrdinalIgnoreCase)
    {
        ["OFF"] = LogLevel.None,
        ["FATAL"] = LogLevel.Critical,
        ["ERROR"] = LogLevel.Error,
        ["WARN"] = LogLevel.Warning,
        ["INFO"] = LogLevel.Information,
        ["DEBUG"] = LogLevel.Debug,
        ["TRACE"] = LogLevel.Trace,
        ["ALL"] = LogLevel.Trace,
    };

    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<string, LoggerLevel> _set = new(StringComparer.Ordinal);
    private CancellationTokenSource _changed = new();
    private LoggerFilterOptions _configured = new();

    /// <inheritdoc/>
    public string? Name => Options.DefaultName;

    /// <summary>The canonical name of a level; null if it does not exist. White space around it and its case are ignored.</summary>
    public static string? Parse(string level) => Levels.Keys.FirstOrDefault(name => name.Equals(level.Trim(), StringComparison.OrdinalIgnoreCase));

    /// <summary>The loggers that exist or have their own level, by name.</summary>
    public IReadOnlyList<LoggerLevel> GetAll() => [.. Names().Append(Root).Order(StringComparer.Ordinal).Select(LevelOf)];

    /// <summary>A logger's level; null if there is no such logger.</summary>
    public LoggerLevel? Find(string logger)
    {
        if (IsRoot(logger))
            return LevelOf(Root);
        return _set.ContainsKey(logger) || categories.Contains(logger) ? LevelOf(logger) : null;
    }

    /// <summary>Sets the level of a logger and of those whose names begin with its name.</summary>
    /// <param name="logger">The beginning of the names, or the root for all.</param>
    /// <param name="level">A level's canonical name.</param>
    /// <returns>The loggers whose level has changed, by name.</returns>
    public IReadOnlyList<string> Set(string logger, string level)
    {
        CancellationTokenSource changed;
        string[] affected;
        lock (_gate)
        {
            var names = IsRoot(logger)
                ? Names().Append(Root) : Names().Where(name => name.StartsWith(logger, StringComparison.Ordinal)).Append(logger);
            affected = [.. names.Distinct(StringComparer.Ordinal).Where(name => LevelOf(name).Level != level).Order(StringComparer.Ordinal)];
            var now = time.GetUtcNow();
            if (!IsRoot(logger))
                _set.TryAdd(logger, LevelOf(logger));
            foreach (var name in affected)
                _set[name] = new LoggerLevel(name, level, now);
            if (affected.Length == 0)
                return affected;
            changed = Interlocked.Exchange(ref _changed, new CancellationTokenSource());
        }

        // Reloads the options; the logger factory applies the new rules immediately.
        changed.Cancel();
        return affected;
    }

    /// <inheritdoc/>
    public IChangeToken GetChangeToken() => new CancellationChangeToken(_changed.Token);

    /// <inheritdoc/>
    public void PostConfigure(string? name, LoggerFilterOptions options)
    {
        var configured = new LoggerFilterOptions { MinLevel = options.MinLevel };
        foreach (var rule in options.Rules)
            configured.Rules.Add(rule);
        _configured = configured;

        // A rule for a provider takes precedence over a rule without one, so our rules are repeated for each provider that has rules.
        var providers = options.Rules.Select(rule => rule.ProviderName).Append(null).Distinct(StringComparer.Ordinal).ToArray();
        foreach (var set in _set.Values.Where(set => set.LastModified is not null))
        {
            foreach (var provider in providers)
                options.Rules.Add(new LoggerFilterRule(provider, set.Logger == Root ? null : set.Logger, Levels[set.Level], null));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _changed.Dispose();

    private static bool IsRoot(string logger) => logger.Equals(Root, StringComparison.OrdinalIgnoreCase);

    private IEnumerable<string> Names() => categories.All.Concat(_set.Keys).Where(name => !IsRoot(name)).Distinct(StringComparer.Ordinal);

    private LoggerLevel LevelOf(string logger)
    {
        if (_set.TryGetValue(logger, out var own))
            return own;
        var set = _set.Values.Where(
            candidate => candidate.LastModified is not null
                && (candidate.Logger == Root || logger.StartsWith(candidate.Logger + ".", StringComparison.Ordinal)))
            .MaxBy(candidate => candidate.Logger == Root ? 0 : candidate.Logger.Length);
        var rule = _configured.Rules.Where(
            rule => rule is { ProviderName: null, LogLevel: not null, Filter: null }
                && Covers(rule.CategoryName, logger)).MaxBy(rule => rule.CategoryName?.Length ?? 0);
        var isSet = set is not null && (rule?.CategoryName is null || (set.Logger != Root && set.Logger.Length >= rule.CategoryName.Length));
        return new LoggerLevel(logger, isSet ? set!.Level : NameOf(rule?.LogLevel ?? _configured.MinLevel), null);
    }

    private static bool Covers(string? category, string logger) =>
        category is null || (!IsRoot(logger) && logger.StartsWith(category, StringComparison.OrdinalIgnoreCase));

    /// <summary>The name of a level in the REST API.</summary>
    public static string NameOf(LogLevel level) => level == LogLevel.Trace ? "TRACE" : Levels.First(entry => entry.Value == level).Key;
}
