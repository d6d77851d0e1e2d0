using System.Reflection;

namespace Connect.Connectors;

/// <summary>Finds the version of a plugin that does not define one.</summary>
internal static class AssemblyVersion
{
    /// <summary>The informational version of the type's assembly without its build suffix; <c>unknown</c> if there is none.</summary>
    public static string Of(Type type)
    {
        var version = type.Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
            ?? type.Assembly.GetName().Version?.ToString();
        return version is null ? "unknown" : version.Split('+')[0];
    }
}
