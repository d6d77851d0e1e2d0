using System.Text;

namespace Connect.Runtime.Errors;

/// <summary>Exceptions in the form of Java's stack traces, which statuses, dead letters and logs carry.</summary>
internal static class JavaTrace
{
    private static readonly Dictionary<Type, string> JavaNames = new()
    {
        [typeof(ConnectException)] = "org.apache.kafka.connect.errors.ConnectException",
        [typeof(TaskFencedException)] = "org.apache.kafka.connect.errors.ConnectException",
        [typeof(DataException)] = "org.apache.kafka.connect.errors.DataException",
        [typeof(RetriableConnectException)] = "org.apache.kafka.connect.errors.RetriableException",
        [typeof(SchemaBuilderException)] = "org.apache.kafka.connect.errors.SchemaBuilderException",
        [typeof(SchemaProjectorException)] = "org.apache.kafka.connect.errors.SchemaProjectorException",
        [typeof(ConfigException)] = "org.apache.kafka.common.config.ConfigException",
        [typeof(ConnectorNotFoundException)] = "org.apache.kafka.connect.errors.NotFoundException",
        [typeof(ConnectorAlreadyExistsException)] = "org.apache.kafka.connect.errors.AlreadyExistsException",
    };

    /// <summary>The name of an exception's class: Kafka Connect's for the exceptions that it has too, else the .NET full name.</summary>
    public static string NameOf(Exception exception) =>
        JavaNames.GetValueOrDefault(exception.GetType()) ?? exception.GetType().FullName ?? exception.GetType().Name;

    /// <summary>The whole text: <c>Class: message</c>, a line <c>at …</c> for each frame, then <c>Caused by: …</c>; lines end with a line feed, the
    /// last one too.</summary>
    public static string Of(Exception exception)
    {
        var text = new StringBuilder();
        var prefix = "";
        for (var current = exception; current is not null; current = current.InnerException)
        {
            text.Append(prefix).Append(NameOf(current));
            if (!string.IsNullOrEmpty(current.Message))
                text.Append(": ").Append(current.Message);
            text.Append('\n');
            foreach (var frame in (current.StackTrace ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                text.Append('\t').Append(frame).Append('\n');
            prefix = "Caused by: ";
        }

        return text.ToString();
    }
}
