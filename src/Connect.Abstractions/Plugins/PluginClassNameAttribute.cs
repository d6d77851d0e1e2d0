namespace Connect.Plugins;

/// <summary>Gives a plugin, or a task, the class name by which configurations, the REST API and internal topics know it.</summary>
/// <remarks>Without it the name is the .NET full name. With it, a port of a Java plugin keeps the name that existing configurations use.</remarks>
/// <param name="className">The class name, for example <c>org.apache.kafka.connect.file.FileStreamSourceConnector</c>.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class PluginClassNameAttribute(string className) : Attribute
{
    /// <summary>The class name.</summary>
    public string ClassName { get; } = className;
}
