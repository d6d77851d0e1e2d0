namespace Connect.Converters.Avro.Schemas;

/// <summary>The name of a record, enum or fixed, with its namespace (null for none).</summary>
internal readonly record struct AvroName(string Name, string? Namespace)
{
    /// <summary>Namespace and name joined by a dot.</summary>
    public string Full => Namespace is null ? Name : $"{Namespace}.{Name}";

    /// <summary>Creates a name. The namespace in a dotted <paramref name="name"/> takes precedence; an empty namespace means none.</summary>
    public static AvroName Of(string name, string? @namespace)
    {
        var dot = name.LastIndexOf('.');
        if (dot >= 0)
        {
            @namespace = name[..dot];
            name = name[(dot + 1)..];
        }

        return new AvroName(name, string.IsNullOrEmpty(@namespace) ? null : @namespace);
    }

    /// <summary>The shortest text for this name within the namespace <paramref name="current"/>. The name of a built-in type always gets its
    /// namespace.</summary>
    public string Qualified(string? current) =>
        Namespace is not null && Namespace == current && !AvroSchema.IsTypeName(Name) ? Name : Full;

    /// <summary>Throws unless <paramref name="name"/> is a letter or underscore followed by letters, digits and underscores.</summary>
    public static string Valid(string name)
    {
        if (name.Length == 0)
            throw new DataException("An Avro name must not be empty.");
        for (var i = 0; i < name.Length; i++)
        {
            var c = name[i];
            if (c != '_' && !(i == 0 ? char.IsLetter(c) : char.IsLetterOrDigit(c)))
                throw new DataException($"'{name}' is not a valid Avro name: '{c}' is not allowed. Set scrub.invalid.names=true to replace illegal "
                    + "characters.");
        }

        return name;
    }
}
