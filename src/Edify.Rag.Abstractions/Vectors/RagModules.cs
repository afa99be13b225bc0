namespace Edify.Rag;

/// <summary>Values of <see cref="RagFields.Module"/> that the shipped templates and roles use.</summary>
public static class RagModules
{
    /// <summary>Standard operating procedures.</summary>
    public const string Sop = "sop";

    /// <summary>Teaching material.</summary>
    public const string KnowledgeBank = "knowledge_bank";

    /// <summary>What every member of staff may see.</summary>
    public const string General = "general";

    /// <summary>One user's own files.</summary>
    public const string Personal = "personal";
}
