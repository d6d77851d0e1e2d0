namespace Connect.Runtime.Kafka.Translation;

/// <summary>Kerberos needs a library of the system that is not always there under the name that the client looks for.</summary>
internal static class KerberosSupport
{
    private const string Feature = "sasl_gssapi";

    /// <summary>Fails before the first connection where the client could not log in.</summary>
    /// <param name="features">What librdkafka says that it can do (<c>builtin.features</c>).</param>
    /// <exception cref="ConfigException">It cannot use Kerberos; the message says what to install.</exception>
    public static void Ensure(string features)
    {
        if (features.Split(',', StringSplitOptions.TrimEntries).Contains(Feature, StringComparer.Ordinal))
            return;
        throw new ConfigException(
            "sasl.mechanism",
            "GSSAPI",
            "Kerberos needs the system library libsasl2.so.3, which is not installed. On Debian and Ubuntu: apt-get install libsasl2-2 "
                + "libsasl2-modules-gssapi-mit, then ln -s libsasl2.so.2 /usr/lib/$(uname -m)-linux-gnu/libsasl2.so.3. On Fedora and Red Hat: dnf "
                + "install cyrus-sasl-gssapi. On Alpine the client has no Kerberos support. If you want another mechanism with SASL_SSL or "
                + "SASL_PLAINTEXT, set sasl.mechanism.");
    }
}
