namespace Edify.Rag.Hosting.Privacy.Detection;

/// <summary>Finds places of one sort, in one walk over a text.</summary>
internal interface ISpanFinder
{
    /// <summary>Adds what it finds, in any order; places may overlap.</summary>
    void Find(FoldedText text, List<PiiSpan> found);
}
