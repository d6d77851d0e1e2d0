using System.Text;
using System.Text.RegularExpressions;
using Connect.Configuration;

namespace Connect.WorkerProgram.Server;

/// <summary>Finds the user file through the JAAS file that configures Kafka Connect's basic authentication.</summary>
/// <remarks>The JAAS file is set by <c>-Djava.security.auth.login.config=…</c> in the environment variable <c>KAFKA_OPTS</c> or
/// <c>JAVA_TOOL_OPTIONS</c>, or by the worker's property <c>java.security.auth.login.config</c>. Its section <c>KafkaConnect</c> has one
/// <c>PropertyFileLoginModule</c>.</remarks>
internal static partial class JaasFile
{
    /// <summary>The worker's property, and Java's system property, that names the file.</summary>
    public const string Key = "java.security.auth.login.config";

    private const string Section = "KafkaConnect";
    private static readonly string[] Variables = ["KAFKA_OPTS", "JAVA_TOOL_OPTIONS"];

    private const string Module = "org.apache.kafka.connect.rest.basic.auth.extension.PropertyFileLoginModule";

    /// <summary>Finds it.</summary>
    /// <exception cref="ConfigException">There is no JAAS file, or it has no such section, or another login module.</exception>
    public static string FindCredentialsFile(IReadOnlyDictionary<string, string?> properties)
    {
        var file = properties.GetValueOrDefault(Key)?.Trim() is { Length: > 0 } named ? named : FromEnvironment();
        if (file is null)
        {
            throw new ConfigException(
                $"{RestExtensions.BasicAuthentication} needs users and passwords. Set {RestExtensions.CredentialsFileKey} to a file with one "
                    + $"user=password per line, or set {Key} to a JAAS file (a worker property, or -D{Key}=FILE in the environment variable "
                    + "KAFKA_OPTS).");
        }

        return CredentialsFileIn(file, PropertiesFile.ReadText(file).Text);
    }

    /// <summary>Reads the option <c>file</c> of the login module of the section <c>KafkaConnect</c>.</summary>
    /// <exception cref="ConfigException">There is none.</exception>
    public static string CredentialsFileIn(string file, string text)
    {
        var tokens = Tokens().Matches(WithoutComments(text)).Select(match => match.Value).ToList();
        var start = tokens.IndexOf(Section);
        if (start < 0 || start + 2 >= tokens.Count || tokens[start + 1] != "{")
            throw new ConfigException($"The JAAS file '{file}' has no section {Section}.");
        var module = tokens[start + 2];
        if (module != Module)
            throw new ConfigException(
                $"The login module {module} in section {Section} of the JAAS file '{file}' is a Java class that cannot run here; only {Module} is "
                    + "supported.");
        var end = tokens.IndexOf(";", start);
        for (var i = start + 4; i + 2 < (end < 0 ? tokens.Count : end + 1); i++)
        {
            if (tokens[i] == "file" && tokens[i + 1] == "=")
                return tokens[i + 2].Trim('"');
        }

        throw new ConfigException($"The login module in section {Section} of the JAAS file '{file}' has no option file=\"…\".");
    }

    private static string? FromEnvironment() => Variables
        .Select(name => SystemProperty().Match(Environment.GetEnvironmentVariable(name) ?? ""))
        .FirstOrDefault(match => match.Success)?.Groups["file"].Value.Trim('"', '\'');

    private static string WithoutComments(string text)
    {
        var kept = new StringBuilder();
        foreach (var line in text.Split('\n'))
            kept.AppendLine(line.TrimStart() is ['/', '/', ..] or ['#', ..] ? "" : line);
        return BlockComment().Replace(kept.ToString(), " ");
    }

    [GeneratedRegex("""-Djava\.security\.auth\.login\.config=(?<file>"[^"]*"|'[^']*'|\S+)""")]
    private static partial Regex SystemProperty();

    [GeneratedRegex("""
        "[^"]*"|[{};=]|[^\s{};="]+
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Tokens();

    [GeneratedRegex(@"/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex BlockComment();
}
