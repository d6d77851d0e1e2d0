using System.Globalization;

namespace Connect.Converters.Avro.Schemas;

/// <summary>Checks whether data of one Avro schema can be read with another, with the rules of Avro for Java's <c>SchemaCompatibility</c>.</summary>
internal sealed class AvroCompatibility
{
    // A pair of records that is already being compared counts as compatible; the rest decides.
    private readonly HashSet<(AvroSchema Reader, AvroSchema Writer)> _visited = new(ReferencePairs.Instance);
    private readonly List<Incompatibility> _found = [];

    private AvroCompatibility()
    {
    }

    /// <summary>Why <paramref name="reader"/> cannot read data of <paramref name="writer"/>; empty if it can.</summary>
    public static IReadOnlyList<Incompatibility> Check(AvroSchema reader, AvroSchema writer)
    {
        var check = new AvroCompatibility();
        check.Compare(reader, writer, "");
        return check._found;
    }

    private void Compare(AvroSchema reader, AvroSchema writer, string path)
    {
        AvroDepth.Check();
        if (writer is AvroUnionSchema written)
        {
            foreach (var branch in written.Branches)
                Compare(reader, branch, path);
        }
        else if (reader is AvroUnionSchema union)
        {
            if (!union.Branches.Any(branch => Reads(branch, writer)))
                Add("MISSING_UNION_BRANCH", path, $"no branch of the reader's union takes {writer.FullName}");
        }
        else if (reader.Type == writer.Type)
        {
            CompareSame(reader, writer, path);
        }
        else if (!IsPromotion(reader.Type, writer.Type))
        {
            Add("TYPE_MISMATCH", path, $"reader {reader.FullName} does not take {writer.FullName}");
        }
    }

    private void CompareSame(AvroSchema reader, AvroSchema writer, string path)
    {
        if (reader is AvroNamedSchema named && !SameName(named, (AvroNamedSchema)writer))
            Add("NAME_MISMATCH", path, $"expected {reader.FullName}, found {writer.FullName}");

        switch (reader)
        {
            case AvroArraySchema array:
                Compare(array.Items, ((AvroArraySchema)writer).Items, path + "/items");
                break;
            case AvroMapSchema map:
                Compare(map.Values, ((AvroMapSchema)writer).Values, path + "/values");
                break;
            case AvroFixedSchema @fixed when @fixed.Size != ((AvroFixedSchema)writer).Size:
                Add("FIXED_SIZE_MISMATCH", path,
                    string.Create(CultureInfo.InvariantCulture, $"expected {@fixed.Size}, found {((AvroFixedSchema)writer).Size}"));
                break;
            case AvroEnumSchema { Default: null } @enum:
                var missing = ((AvroEnumSchema)writer).Symbols.Where(symbol => @enum.IndexOf(symbol) < 0).ToArray();
                if (missing.Length > 0)
                    Add("MISSING_ENUM_SYMBOLS", path, string.Join(", ", missing));

                break;
            case AvroRecordSchema record when _visited.Add((reader, writer)):
                CompareFields(record, (AvroRecordSchema)writer, path);
                break;
        }
    }

    private void CompareFields(AvroRecordSchema reader, AvroRecordSchema writer, string path)
    {
        foreach (var field in reader.Fields)
        {
            var written = writer.Field(field.Name) ?? field.Aliases.Select(writer.Field).FirstOrDefault(found => found is not null);
            if (written is not null)
                Compare(field.Schema, written.Schema, $"{path}/{field.Name}");
            else if (field.Default is null)
                Add("READER_FIELD_MISSING_DEFAULT_VALUE", $"{path}/{field.Name}",
                    $"the reader's field '{field.Name}' has no default, and the writer has no such field");
        }
    }

    // Tries one branch with its own findings and visited pairs, so that a failed attempt has no effect.
    private bool Reads(AvroSchema branch, AvroSchema writer)
    {
        var trial = new AvroCompatibility();
        trial._visited.UnionWith(_visited);
        trial.Compare(branch, writer, "");
        return trial._found.Count == 0;
    }

    private void Add(string kind, string path, string detail) => _found.Add(new Incompatibility(kind, path.Length == 0 ? "/" : path, detail));

    // Namespaces are ignored, as in Java.
    private static bool SameName(AvroNamedSchema reader, AvroNamedSchema writer) =>
        reader.Name.Name == writer.Name.Name || reader.Aliases.Any(alias => alias.Full == writer.FullName);

    private static bool IsPromotion(AvroSchemaType reader, AvroSchemaType writer) => (reader, writer) switch
    {
        (AvroSchemaType.Long, AvroSchemaType.Int) => true,
        (AvroSchemaType.Float, AvroSchemaType.Int or AvroSchemaType.Long) => true,
        (AvroSchemaType.Double, AvroSchemaType.Int or AvroSchemaType.Long or AvroSchemaType.Float) => true,
        (AvroSchemaType.Bytes, AvroSchemaType.String) => true,
        (AvroSchemaType.String, AvroSchemaType.Bytes) => true,
        _ => false,
    };
}
