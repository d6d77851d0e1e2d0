using Connect.WorkerProgram.Server;

namespace Connect.WorkerProgram.Tests.Server;

public sealed class RestServerConfigTests
{
    private const string JaasModule = "org.apache.kafka.connect.rest.basic.auth.extension.PropertyFileLoginModule";

    [TestCase("com.example.TokenExtension")]
    [TestCase(RestExtensions.BasicAuthentication + ",com.example.Audit")]
    public void An_extension_that_is_not_known_is_refused_by_name(string classes) =>
        Assert.That(() => Parse(("rest.extension.classes", classes)), Throws.TypeOf<ConfigException>().With.Message.Contains(classes.Split(',')[^1]));

    [Test]
    public void Credentials_without_a_file_are_refused_with_both_ways_to_name_one() =>
        Assert.That(
            () => Parse(("rest.extension.classes", RestExtensions.BasicAuthentication)),
            Throws.TypeOf<ConfigException>().With.Message.Contains("rest.basic.auth.credentials.file").And.Message.Contains(
                "java.security.auth.login.config"));

    [TestCase("https://127.0.0.1:1", "listeners.https.ssl.client.auth", "required", "key store")]
    [TestCase("https://127.0.0.1:1", "ssl.engine.factory.class", "com.example.Engine", "ssl.engine.factory.class")]
    [TestCase("http://127.0.0.1:1", "rest.advertised.listener", "https", "rest.advertised.listener")]
    [TestCase("http://127.0.0.1:1", "admin.listeners", "somewhere", "http://host:port")]
    public void A_setting_that_cannot_be_obeyed_is_refused(string listeners, string key, string value, string text) =>
        Assert.That(() => Parse(("listeners", listeners), (key, value)), Throws.TypeOf<ConfigException>().With.Message.Contains(text));

    [TestCase("http://:8083", null, true)]
    [TestCase("http://0.0.0.0:8083", null, true)]
    [TestCase("http://localhost:8083", null, false)]
    [TestCase("http://127.0.0.1:8083,http://[::1]:8083", null, false)]
    [TestCase("http://localhost:8083", "http://:8084", true)]
    [TestCase("http://localhost:8083", "", false)]
    public void A_listener_on_the_network_without_credentials_is_open(string listeners, string? admin, bool isOpen) =>
        Assert.That(Parse(("listeners", listeners), ("admin.listeners", admin)).IsOpen, Is.EqualTo(isOpen));

    [Test]
    public void The_users_file_is_found_through_the_section_of_a_JAAS_file() =>
        Assert.That(
            JaasFile.CredentialsFileIn("jaas.conf", $$"""
                // users
                Other { x.Y required a="b"; };
                /* KafkaConnect { wrong } */
                KafkaConnect {
                  {{JaasModule}} required
                  debug=true file="/etc/connect/users.properties";
                };
                """),
            Is.EqualTo("/etc/connect/users.properties"));

    [TestCase("Other { a.B required; };", "no section")]
    [TestCase("KafkaConnect { com.example.Ldap required url=\"x\"; };", "com.example.Ldap")]
    [TestCase("KafkaConnect { " + JaasModule + " required; };", "no option")]
    public void A_JAAS_file_that_names_no_users_is_refused(string text, string reason) =>
        Assert.That(() => JaasFile.CredentialsFileIn("jaas.conf", text), Throws.TypeOf<ConfigException>().With.Message.Contains(reason));

    [TestCase("Basic YW5uOnM6ZQ==", true)]
    [TestCase("basic YW5uOnM6ZQ==", true)]
    [TestCase("Basic YW5uOnM=", false)]
    [TestCase("Basic !!!", false)]
    [TestCase("Basic OnM6ZQ==", false)]
    [TestCase("Bearer YW5uOnM6ZQ==", false)]
    [TestCase("Basic", false)]
    [TestCase("", false)]
    [TestCase(null, false)]
    public void A_password_may_hold_colons(string? header, bool isAccepted)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, "ann=s:e\n");
            Assert.That(Credentials.Read(file).Accept(header), Is.EqualTo(isAccepted));
            File.WriteAllText(file, "# nobody\n");
            Assert.That(() => Credentials.Read(file), Throws.TypeOf<ConfigException>().With.Message.Contains("contains no users"));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static RestServerConfig Parse(params (string Key, string? Value)[] properties) =>
        RestServerConfig.Parse(properties.ToDictionary(entry => entry.Key, entry => entry.Value));
}
