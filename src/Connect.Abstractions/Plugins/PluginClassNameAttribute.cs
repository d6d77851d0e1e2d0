namespace Connect.Plugins;

/// <summary>Sets the class name of a plugin or task in configurations, the REST API and internal topics.</summary>
/// <remarks>The default is the full .NET name. With this attribute, a port of a Java plugin keeps the name that existing configurations
/// use.</remarks>
/// <param name="className">The class name, for example <c>org.apache.kafka.connect.file.FileStreamSourceConnector</c>.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class PluginClassNameAttribute(string className) : Attribute
{
    /// <summary>The class name.</summary>
    public string ClassName { get; } = className;
}
