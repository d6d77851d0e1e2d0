using Connect.Configuration;
using Connect.Plugins;

namespace Connect.Runtime.Configuration.Validators;

/// <summary>A class that is a plugin of a kind.</summary>
internal sealed class PluginClassValidator(PluginKind kind, PluginClasses plugins) : IConfigValidator
{
    /// <summary>The kind.</summary>
    public PluginKind Kind => kind;

    public string Description =>
        $"A concrete subclass of {PluginClasses.InterfaceOf(kind)}, A class with a public, no-argument constructor";

    public void EnsureValid(string name, object? value)
    {
        if (value is ClassReference reference)
            plugins.EnsureKind(kind, reference.Name);
    }
}
