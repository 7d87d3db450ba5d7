"""Turn the inputs that were named for conversion into documents."""

from __future__ import annotations

import os

from teikit import inputs
from teikit.errors import Refused, UsageError
from teikit.options import Options
from teikit.wording import counted
from teikit.work.documents import NamedDocuments, documents
from teikit.work.request import Request


def named_inputs(names: list[str], options: Options, request: Request) -> NamedDocuments:
    """The inputs that were named, archives and bags opened; a folder or an option of a batch makes them a batch.

    Raises IN-NOTHING, and USAGE-OUTPUT, USAGE-SHARD, USAGE-STDIN for impossible combinations.
    """
    _refuse_options(options, request)
    short = not request.is_batch and not (request.output and any(map(os.path.isdir, names)))
    named = inputs.expand(names, leave_out=request.folder if request.output else None)
    if not short and any(item.path is None for item in named.files):
        hint = "Convert it alone, or save it to a file first."
        raise UsageError("USAGE-STDIN", "standard input cannot be part of a batch", hint)
    skipped = list(named.skipped)
    all_documents = list(documents(named.files, named.failed, skipped))
    if not all_documents:
        left_out = f" ({counted(len(skipped), 'other file')} left out)" if skipped else ""
        hint = f"teikit looks for {', '.join(inputs.ENDINGS)} in folders. Name a file itself to read it all the same."
        raise Refused("IN-NOTHING", f"there is no file here that teikit reads{left_out}", hint, " ".join(names))
    if not request.output and len(all_documents) > 1:
        raise _no_standard_output(f"{len(all_documents)} inputs")
    if request.output.endswith(".xml") and not os.path.isdir(request.output):
        hint = f"For a file, redirect: teikit convert {names[0]} > {request.output}"
        raise UsageError("USAGE-OUTPUT", f"-o must name a folder, but {request.output} looks like a file", hint)
    return NamedDocuments(all_documents, skipped, short)


def _refuse_options(options: Options, request: Request) -> None:
    """Refuse options that do not go together."""
    needing_a_folder = {
        "--bag": options.bag,
        "--add-to-mets": request.add_to_mets,
        "several --to": len(options.to) > 1,
        "--split": options.split,
        f"a batch ({', '.join(request.batch_options)})": request.is_batch,
    }
    for name, given in needing_a_folder.items():
        if given and not request.output:
            raise _no_standard_output(name)
    if request.part and options.bag:
        hint = "Merge the ledgers first, then run the same command without --shard: it closes the bag."
        raise UsageError("USAGE-SHARD", "a part of a batch cannot be closed as a bag", hint)


def _no_standard_output(counted_inputs: str) -> UsageError:
    return UsageError("USAGE-OUTPUT", f"{counted_inputs} cannot go to standard output", "Name a folder: -o DIR")
