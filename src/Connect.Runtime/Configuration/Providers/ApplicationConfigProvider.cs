using Connect.Configuration;
using Microsoft.Extensions.Configuration;

namespace Connect.Runtime.Configuration.Providers;

/// <summary>
/// Takes values from the application's own configuration (appsettings, user secrets, environment, vaults): <c>${app:ConnectionStrings:Orders}</c> is
/// the key <c>Orders</c> of the section <c>ConnectionStrings</c>, <c>${app:Key}</c> a key at the root.
/// </summary>
/// <remarks>In a path, <c>__</c> or <c>/</c> parts sections, because a colon parts path and key. Values are read again each time.</remarks>
/// <param name="configuration">The application's configuration.</param>
internal sealed class ApplicationConfigProvider(IConfiguration configuration) : IConfigProvider
{
    /// <inheritdoc/>
    public ValueTask<ConfigData> GetAsync(string? path, IReadOnlyCollection<string>? keys, CancellationToken cancellationToken = default)
    {
        var section = string.IsNullOrEmpty(path) ? configuration : configuration.GetSection(Sections(path));
        var names = keys ?? [.. section.GetChildren().Select(child => child.Key)];
        var data = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            if (section[Sections(name)] is not { } value)
                continue;
            foreach (var variable in ConfigVariable.FindAll(value))
            {
                var isItself = variable.Key == name && variable.Path == (path ?? "");
                if (!isItself && variable.Provider != ConfigProviders.Application)
                    continue;
                throw new ConfigException(
                    $"The value of '{Sections(string.IsNullOrEmpty(path) ? name : $"{path}/{name}")}' in the application's configuration is the "
                        + $"reference '{value}' to "
                        + (isItself ? "itself." : "another value. References are not followed twice: write the value itself."));
            }

            data[name] = value;
        }

        return ValueTask.FromResult(new ConfigData(data));
    }

    private static string Sections(string path) =>
        path.Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal)
            .Replace("/", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal);
}
