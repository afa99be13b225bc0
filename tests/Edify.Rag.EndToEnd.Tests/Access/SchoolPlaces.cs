namespace Edify.Rag.EndToEnd.Tests.Access;

/// <summary>"north/knowledge_bank/7/d1.txt" is a book of the knowledge bank for grade 7, "north/personal/u3/d2.txt" a file of u3's own.</summary>
internal sealed class SchoolPlaces : IMetadataExtractor
{
    public string Fingerprint => "places/1";

    public IReadOnlyDictionary<string, FieldValue> Extract(BlobItem blob)
    {
        var parts = blob.Name.Split('/');
        var fields = new Dictionary<string, FieldValue> { [RagFields.Module] = parts[1] };
        if (parts[1] == RagModules.KnowledgeBank) fields[RagFields.Grade] = parts[2];
        if (parts[1] == RagModules.Personal) fields[RagFields.Owner] = parts[2];
        return fields;
    }
}
