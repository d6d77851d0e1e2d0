namespace Connect.Configuration;

/// <summary>Looks up what <c>${provider:path:key}</c> in a configuration stands for: a file, a vault, the environment.</summary>
/// <remarks>
/// Created once for a worker, with the settings under <c>config.providers.NAME.param.</c>, and asked whenever a configuration is validated or a
/// connector or task starts, concurrently. What it returns is neither logged nor stored. A provider that holds resources implements
/// <see cref="IAsyncDisposable"/> or <see cref="IDisposable"/>; the worker calls it when it stops.
/// </remarks>
public interface IConfigProvider
{
    /// <summary>Reads values.</summary>
    /// <param name="path">Where to look; empty or null when the reference names none.</param>
    /// <param name="keys">The keys asked for; null for all. A key that is not known is left out of the answer.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The values found. A reference to a key without one is left in the text as it stands.</returns>
    /// <exception cref="ConfigException">The values cannot be read; validation and start fail with it.</exception>
    ValueTask<ConfigData> GetAsync(string? path, IReadOnlyCollection<string>? keys, CancellationToken cancellationToken = default);
}
