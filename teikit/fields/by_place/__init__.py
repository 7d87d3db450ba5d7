"""Fields that their places on a form tell, where labels are lost or were never there."""
